// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/InferenceForm.h"

#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/frontend/tracer.h>
#include <torch/script.h>

namespace cultivar::nn {

struct InferenceForm::Traced
{
    torch::jit::Module module;
};

InferenceForm InferenceForm::make(const Function& function, const torch::Tensor& example)
{
    torch::NoGradGuard guard;
    const auto traced = torch::jit::tracer::trace(
        {example},
        [&](torch::jit::Stack inputs) { return torch::jit::Stack{function(inputs.at(0).toTensor())}; },
        [](const torch::Tensor&) { return std::string(); });
    const auto graph = traced.first->graph;

    torch::jit::Module module("InferenceForm");
    graph->insertInput(0, "self")->setType(module._ivalue()->type());
    const auto method = module._ivalue()->compilation_unit()->create_function("forward", graph);
    module.type()->addMethod(method);
    module.register_attribute("training", c10::BoolType::get(), false);
    module.eval();

    InferenceForm form;
    form.m_module = std::make_shared<Traced>();
    form.m_module->module = torch::jit::freeze(module);
    if (!example.is_cuda()) // the layout passes are oneDNN's
        form.m_module->module = torch::jit::optimize_for_inference(form.m_module->module);
    return form;
}

torch::Tensor InferenceForm::operator()(const torch::Tensor& input) const
{
    torch::NoGradGuard guard;
    return m_module->module.forward({input}).toTensor();
}

} // namespace cultivar::nn
