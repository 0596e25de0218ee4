// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/InferenceForm.h"

#include "core/nn/TracedFunction.h"

#include <torch/script.h>

#include <set>
#include <string>

namespace cultivar::nn {

namespace {

// Every operator that oneDNN's layout does not know costs a way there and back; only the plain residual
// networks have none of them. Measured for each family, see tests/bench/RESULTS.md.
bool isFasterInOneDnn(const torch::jit::Graph& graph)
{
    static const std::set<std::string> kKnown{
        "_convolution", "batch_norm", "relu", "relu_", "relu6",      "relu6_",
        "hardtanh",     "hardtanh_",  "add",  "add_",  "max_pool2d", "adaptive_avg_pool2d",
        "flatten",      "dropout"};
    bool isResidual = false;
    for (const torch::jit::Node* node : graph.nodes()) {
        if (!node->kind().is_aten())
            continue;
        const std::string name = node->kind().toUnqualString();
        if (!kKnown.count(name))
            return false;
        isResidual = isResidual || name == "add" || name == "add_";
    }
    return isResidual;
}

// LibTorch 1.13 runs these over the memory that a tensor in oneDNN's layout would take without its padding,
// so that the end of one whose width is no multiple of 16 stays as it was.
bool isWrongInOneDnn(const torch::jit::Graph& graph)
{
    static const std::set<std::string> kAffected{"clamp",     "clamp_",     "hardsigmoid", "hardsigmoid_",
                                                 "hardswish", "hardswish_", "hardtanh",    "hardtanh_",
                                                 "relu6",     "relu6_"};
    for (const torch::jit::Node* node : graph.nodes()) {
        if (!node->kind().is_aten() || !kAffected.count(node->kind().toUnqualString()))
            continue;
        const auto type = node->output()->type()->cast<c10::TensorType>();
        const auto sizes = type ? type->sizes().concrete_sizes() : c10::nullopt;
        if (!sizes || sizes->size() < 2 || sizes->at(1) % 16 != 0)
            return true;
    }
    return false;
}

// Some operators refuse sizes there, as the pooling of 3 × 3 values to 7 × 7.
bool runs(torch::jit::Module& module, const torch::Tensor& example)
{
    try {
        module.forward({example});
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

/// Convolutions whose weights are channels-last compute and answer in that layout.
void storeChannelsLast(torch::jit::Graph& graph)
{
    for (torch::jit::Node* node : graph.nodes()) {
        if (node->kind() != torch::jit::prim::Constant || !node->hasAttribute(torch::jit::attr::value) ||
            node->kindOf(torch::jit::attr::value) != torch::jit::AttributeKind::t)
            continue;
        const torch::Tensor value = node->t(torch::jit::attr::value);
        if (value.dim() == 4)
            node->t_(torch::jit::attr::value, value.contiguous(torch::MemoryFormat::ChannelsLast));
    }
}

} // namespace

struct InferenceForm::Traced
{
    torch::jit::Module module;
    bool isChannelsLast = false;
};

InferenceForm InferenceForm::make(const Function& function, const torch::Tensor& example)
{
    torch::NoGradGuard guard;
    torch::jit::Module module = traced(function, example);
    const auto graph = module.get_method("forward").graph();

    InferenceForm form;
    form.m_module = std::make_shared<Traced>();
    form.m_module->module = torch::jit::freeze(module);
    if (!example.is_cuda() && isFasterInOneDnn(*graph) && !isWrongInOneDnn(*graph)) {
        torch::jit::Module again = torch::jit::freeze(module); // the passes change what they are given
        torch::jit::Module optimized = torch::jit::optimize_for_inference(again);
        if (runs(optimized, example)) {
            form.m_module->module = optimized;
            return form;
        }
    }
    storeChannelsLast(*form.m_module->module.get_method("forward").graph());
    form.m_module->isChannelsLast = true;
    return form;
}

torch::Tensor InferenceForm::operator()(const torch::Tensor& input) const
{
    torch::NoGradGuard guard;
    const bool isPicture = m_module->isChannelsLast && input.dim() == 4;
    return m_module->module.forward({isPicture ? input.contiguous(torch::MemoryFormat::ChannelsLast) : input})
        .toTensor();
}

} // namespace cultivar::nn
