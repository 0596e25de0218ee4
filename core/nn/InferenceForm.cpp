// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/InferenceForm.h"

#include "core/nn/OneDnnProgram_p.h"
#include "core/nn/TracedFunction.h"

#include <torch/script.h>

namespace cultivar::nn {

namespace {

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

/// The same computation by oneDNN itself, or null where it can't be.
InferenceForm::Function byOneDnn(const torch::jit::Module& frozen, const torch::Tensor& example)
{
#ifdef CULTIVAR_ONEDNN
    if (!example.device().is_cpu() || example.scalar_type() != torch::kFloat32)
        return {};
    try {
        const auto program = std::make_shared<OneDnnProgram>(frozen);
        (*program)(example);
        return [program](const torch::Tensor& input) { return (*program)(input); };
    } catch (const std::exception& error) {
        TORCH_WARN("This network runs without oneDNN, more slowly: ", error.what());
    }
#endif
    return {};
}

InferenceForm::Function byLibTorch(torch::jit::Module frozen)
{
    storeChannelsLast(*frozen.get_method("forward").graph());
    return [frozen](const torch::Tensor& input) mutable {
        const bool isPicture = input.dim() == 4;
        return frozen.forward({isPicture ? input.contiguous(torch::MemoryFormat::ChannelsLast) : input})
            .toTensor();
    };
}

} // namespace

InferenceForm InferenceForm::make(const Function& function, const torch::Tensor& example)
{
    torch::NoGradGuard guard;
    const torch::jit::Module frozen = torch::jit::freeze(traced(function, example));
    InferenceForm form;
    form.m_run = byOneDnn(frozen, example);
    if (!form.m_run)
        form.m_run = byLibTorch(frozen);
    return form;
}

torch::Tensor InferenceForm::operator()(const torch::Tensor& input) const
{
    torch::NoGradGuard guard;
    return m_run(input);
}

} // namespace cultivar::nn
