// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/TracedFunction.h"

#include <torch/csrc/jit/frontend/tracer.h>
#include <torch/script.h>

namespace cultivar::nn {

torch::jit::Module traced(const std::function<torch::Tensor(const torch::Tensor&)>& function,
                          const torch::Tensor& example)
{
    torch::NoGradGuard guard;
    const auto traced = torch::jit::tracer::trace(
        {example},
        [&](torch::jit::Stack inputs) { return torch::jit::Stack{function(inputs.at(0).toTensor())}; },
        [](const torch::Tensor&) { return std::string(); });
    const auto graph = traced.first->graph;

    torch::jit::Module module("Cultivar");
    graph->insertInput(0, "self")->setType(module._ivalue()->type());
    const auto method = module._ivalue()->compilation_unit()->create_function("forward", graph);
    module.type()->addMethod(method);
    module.register_attribute("training", c10::BoolType::get(), false);
    module.eval();
    return module;
}

} // namespace cultivar::nn
