// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/OptimizerState_p.h"

#include <ATen/CPUGeneratorImpl.h>

#include <map>
#include <mutex>

namespace cultivar {

namespace {

using State = torch::optim::AdamWParamState;

std::vector<torch::Tensor> parametersOf(torch::optim::AdamW& optimizer)
{
    std::vector<torch::Tensor> parameters;
    for (const auto& group : optimizer.param_groups())
        parameters.insert(parameters.end(), group.params().begin(), group.params().end());
    return parameters;
}

} // namespace

NamedTensors stateOf(torch::optim::AdamW& optimizer)
{
    NamedTensors tensors;
    const auto parameters = parametersOf(optimizer);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const auto entry = optimizer.state().find(keyOf(parameters[i]));
        if (entry == optimizer.state().end())
            continue; // it has not had a gradient yet
        const auto& state = static_cast<const State&>(*entry->second);
        const std::string prefix = std::to_string(i) + '/';
        tensors.emplace_back(prefix + "step", torch::tensor(state.step(), torch::kInt64));
        tensors.emplace_back(prefix + "exp_avg", state.exp_avg());
        tensors.emplace_back(prefix + "exp_avg_sq", state.exp_avg_sq());
    }
    return tensors;
}

bool restoreState(torch::optim::AdamW& optimizer, const NamedTensors& state)
{
    torch::NoGradGuard guard;
    const std::map<std::string, torch::Tensor> known(state.begin(), state.end());
    const auto parameters = parametersOf(optimizer);
    std::size_t used = 0;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const std::string prefix = std::to_string(i) + '/';
        const auto step = known.find(prefix + "step");
        if (step == known.end())
            continue;
        const auto mean = known.find(prefix + "exp_avg"), square = known.find(prefix + "exp_avg_sq");
        if (mean == known.end() || square == known.end() || mean->second.sizes() != parameters[i].sizes() ||
            square->second.sizes() != parameters[i].sizes())
            return false;
        auto restored = std::make_unique<State>();
        restored->step(step->second.item<std::int64_t>());
        restored->exp_avg(torch::empty_like(parameters[i]).copy_(mean->second)); // in its layout
        restored->exp_avg_sq(torch::empty_like(parameters[i]).copy_(square->second));
        optimizer.state()[keyOf(parameters[i])] = std::move(restored);
        used += 3;
    }
    return used == state.size();
}

torch::Tensor generatorState()
{
    at::Generator generator = at::detail::getDefaultCPUGenerator();
    const std::lock_guard lock(generator.mutex());
    return generator.get_state();
}

void restoreGeneratorState(const torch::Tensor& state)
{
    at::Generator generator = at::detail::getDefaultCPUGenerator();
    const std::lock_guard lock(generator.mutex());
    generator.set_state(state);
}

} // namespace cultivar
