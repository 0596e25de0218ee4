// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/OneDnnPatterns_p.h"

#include <torch/csrc/jit/ir/constants.h>

#include <stdexcept>
#include <string_view>

namespace cultivar::nn::onednn {

namespace {

// The answer may be, or hold, one of the arguments.
bool mayAlias(const Node* node)
{
    if (node->kind() == torch::jit::prim::ListConstruct || node->kind() == torch::jit::prim::Return)
        return true;
    const auto* schema = node->maybeSchema();
    if (!schema)
        return true;
    for (const auto& result : schema->returns()) {
        if (result.alias_info())
            return true;
    }
    return false;
}

} // namespace

bool is(const Node* node, const char* name)
{
    return node->kind().is_aten() && std::string_view(node->kind().toUnqualString()) == name;
}

torch::IValue constant(const JitValue* value)
{
    const auto found = torch::jit::toIValue(value);
    if (!found)
        throw std::invalid_argument("an argument that is no constant: " + value->debugName());
    return *found;
}

Sizes sizesOf(const JitValue* value)
{
    Sizes sizes;
    if (value->node()->kind() == torch::jit::prim::ListConstruct) {
        for (const JitValue* item : value->node()->inputs())
            sizes.push_back(constant(item).toInt());
    } else {
        sizes = constant(value).toIntVector();
    }
    return sizes.size() == 1 ? Sizes(2, sizes[0]) : sizes;
}

torch::Tensor tensorOf(const JitValue* value)
{
    const torch::IValue found = constant(value);
    return found.isNone() ? torch::Tensor() : found.toTensor();
}

bool isFloatConstant(const JitValue* value, std::int64_t dimensions)
{
    const auto found = torch::jit::toIValue(value);
    return found && found->isTensor() && found->toTensor().scalar_type() == torch::kFloat32 &&
           found->toTensor().dim() == dimensions;
}

std::optional<Activation> activationOf(const Node* node)
{
    using dnnl::algorithm;
    const auto number = [&](std::size_t i) {
        return static_cast<float>(constant(node->input(i)).toDouble());
    };
    if (is(node, "relu"))
        return Activation{algorithm::eltwise_relu};
    if (is(node, "relu6"))
        return Activation{algorithm::eltwise_clip, 0.0f, 6.0f};
    if (is(node, "hardtanh"))
        return Activation{algorithm::eltwise_clip, number(1), number(2)};
    if (is(node, "hardswish"))
        return Activation{algorithm::eltwise_hardswish};
    if (is(node, "silu"))
        return Activation{algorithm::eltwise_swish, 1.0f};
    if (is(node, "sigmoid"))
        return Activation{algorithm::eltwise_logistic};
    if (is(node, "gelu") && (node->inputs().size() < 2 || constant(node->input(1)).toStringRef() == "none"))
        return Activation{algorithm::eltwise_gelu_erf};
    return {};
}

bool isConvolution(const Node* node)
{
    return (is(node, "conv2d") || is(node, "_convolution")) && isFloatConstant(node->input(1), 4) &&
           (is(node, "conv2d") || !constant(node->input(6)).toBool()); // no transposed ones
}

bool isLinear(const Node* node)
{
    return is(node, "matmul") && isFloatConstant(node->input(1), 2);
}

bool isOne(const JitValue* value)
{
    return constant(value).toScalar().equal(1);
}

bool isGlobalAverage(const Node* node)
{
    return is(node, "adaptive_avg_pool2d") && sizesOf(node->input(1)) == Sizes{1, 1};
}

bool isMaxPool(const Node* node)
{
    return is(node, "max_pool2d") && sizesOf(node->input(4)) == Sizes{1, 1} &&
           !constant(node->input(5)).toBool();
}

bool isNothing(const Node* node)
{
    return is(node, "dropout") && !constant(node->input(2)).toBool();
}

bool isWriting(const Node* node)
{
    const auto* schema = node->maybeSchema();
    return schema && schema->is_mutable();
}

bool isBatchNorm(const Node* node)
{
    if (!is(node, "batch_norm") || constant(node->input(5)).toBool())
        return false;
    for (std::size_t i = 1; i <= 4; ++i) {
        if (!isFloatConstant(node->input(i), 1))
            return false;
    }
    return true;
}

Node* onlyUser(const JitValue* value)
{
    return value->uses().size() == 1 ? value->uses()[0].user : nullptr;
}

bool isForConcatenation(const Node* list)
{
    const Node* user = list->kind() == torch::jit::prim::ListConstruct ? onlyUser(list->output()) : nullptr;
    return user && is(user, "cat") && constant(user->input(1)).toInt() == 1;
}

std::vector<const JitValue*> outputsOf(const Node* node)
{
    return {node->outputs().begin(), node->outputs().end()};
}

bool isConstant(const JitValue* value)
{
    return value->node()->kind() == torch::jit::prim::Constant;
}

bool isFreeAt(const JitValue* addend, const Node* layer, const Node* sum)
{
    if (addend->node()->kind() == torch::jit::prim::Param || mayAlias(addend->node()))
        return false;
    for (const torch::jit::Use& use : addend->uses()) {
        if (use.user != sum && (mayAlias(use.user) || !use.user->isBefore(layer)))
            return false;
    }
    return true;
}

} // namespace cultivar::nn::onednn
