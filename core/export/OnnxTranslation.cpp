// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/OnnxTranslation_p.h"

#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/passes/constant_propagation.h>
#include <torch/csrc/jit/passes/dead_code_elimination.h>
#include <torch/csrc/jit/passes/frozen_conv_folding.h>

namespace cultivar {

namespace {

using torch::jit::Graph;
using torch::jit::Node;
using torch::jit::Value;

std::shared_ptr<Graph> simplified(const torch::jit::Module& module)
{
    std::shared_ptr<Graph> graph = module.get_method("forward").graph()->copy();
    torch::jit::ConstantPropagation(graph);
    torch::jit::FoldFrozenConvBatchnorm(graph);
    torch::jit::ConstantPropagation(graph);
    torch::jit::EliminateDeadCode(graph);
    return graph;
}

OnnxTranslation::Sizes tracedSizes(const Value* value)
{
    const auto type = value->type()->cast<c10::TensorType>();
    const auto sizes = type ? type->sizes().concrete_sizes() : c10::nullopt;
    return sizes ? *sizes : OnnxTranslation::Sizes();
}

} // namespace

OnnxTranslation::OnnxTranslation(const std::shared_ptr<Graph>& single, const std::shared_ptr<Graph>& twice,
                                 OnnxGraph& graph)
    : m_graph(graph)
{
    const auto note = [this](const Value* one, const Value* two) {
        Sizes sizes = tracedSizes(one);
        const Sizes others = tracedSizes(two);
        for (std::size_t i = 0; i < sizes.size() && i < others.size(); ++i) {
            if (sizes[i] != others[i])
                sizes[i] = -1;
        }
        m_sizes[one] = std::move(sizes);
    };
    note(single->inputs().back(), twice->inputs().back());
    auto other = twice->nodes().begin();
    for (const Node* node : single->nodes()) {
        if (node->outputs().size() == 1)
            note(node->output(), (*other)->output());
        ++other;
    }
}

void OnnxTranslation::run(const torch::jit::Module& single, const torch::jit::Module& twice,
                          const std::string& outputName, OnnxGraph& graph)
{
    const auto traced = simplified(single), tracedTwice = simplified(twice);
    const auto length = [](const std::shared_ptr<Graph>& graph) {
        return std::distance(graph->nodes().begin(), graph->nodes().end());
    };
    TORCH_CHECK(length(traced) == length(tracedTwice), "the network depends on the batch size");
    OnnxTranslation translation(traced, tracedTwice, graph);
    const Value* input = traced->inputs().back();
    translation.m_names[input] = "images";
    graph.setInput("images", translation.sizes(input));
    for (const Node* node : traced->nodes())
        translation.translate(node);
    graph.setOutput(outputName, translation.sizes(traced->outputs().front()));
}

void OnnxTranslation::translate(const Node* node)
{
    if (node->kind() == torch::jit::prim::Constant || node->kind() == torch::jit::prim::ListConstruct)
        return; // read where they are used
    std::string name = node->kind().toUnqualString();
    if (name.back() == '_')
        name.pop_back();
    const OnnxOperator function = node->kind().is_aten() ? onnxOperator(name) : nullptr;
    TORCH_CHECK(function, "there is no ONNX form of ", node->kind().toQualString());
    m_names[node->output()] = function(*this, *node);
}

std::string OnnxTranslation::tensor(const Value* value)
{
    if (const auto known = m_names.find(value); known != m_names.end())
        return known->second;
    const auto values = constant(value);
    TORCH_CHECK(values, "a value is used before it is computed");
    return m_names[value] = m_graph.constant(*values);
}

std::optional<torch::Tensor> OnnxTranslation::constant(const Value* value) const
{
    const auto constant = torch::jit::toIValue(value);
    if (constant && constant->isTensor())
        return constant->toTensor();
    if (constant && constant->isScalar())
        return torch::scalar_tensor(constant->toScalar(), torch::kFloat32);
    return std::nullopt;
}

OnnxTranslation::Sizes OnnxTranslation::sizes(const Value* value) const
{
    if (const auto values = constant(value))
        return values->sizes().vec();
    return m_sizes.at(value);
}

std::vector<const Value*> OnnxTranslation::list(const Value* value) const
{
    TORCH_CHECK(value->node()->kind() == torch::jit::prim::ListConstruct, "a list of tensors is constant");
    return {value->node()->inputs().begin(), value->node()->inputs().end()};
}

torch::jit::IValue OnnxTranslation::plain(const Value* value) const
{
    const auto constant = torch::jit::toIValue(value);
    TORCH_CHECK(constant, "an argument depends on the picture");
    return *constant;
}

std::vector<std::int64_t> OnnxTranslation::integers(const Value* value) const
{
    if (value->node()->kind() != torch::jit::prim::ListConstruct)
        return plain(value).toIntVector();
    std::vector<std::int64_t> integers;
    for (const Value* element : value->node()->inputs())
        integers.push_back(integer(element));
    return integers;
}

std::int64_t OnnxTranslation::integer(const Value* value) const
{
    const torch::jit::IValue constant = plain(value);
    return constant.isBool() ? constant.toBool() : constant.toInt();
}

double OnnxTranslation::real(const Value* value) const
{
    return plain(value).toScalar().toDouble();
}

bool OnnxTranslation::isNone(const Value* value) const
{
    return plain(value).isNone();
}

} // namespace cultivar
