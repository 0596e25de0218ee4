// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/AdamWStep_p.h"

#include "core/nn/Threads.h"
#include "core/nn/TrainingKernels.h"
#include "core/train/OptimizerState_p.h"

#include <algorithm>
#include <cmath>

namespace cultivar {

namespace {

using AdamWState = torch::optim::AdamWParamState;

bool isPlain(const torch::Tensor& parameter)
{
    return parameter.is_cpu() && parameter.scalar_type() == torch::kFloat32 &&
           parameter.is_non_overlapping_and_dense();
}

/// The gradient with its values in the order in which the parameter's lie in memory.
torch::Tensor alignedGradient(const torch::Tensor& parameter)
{
    const torch::Tensor& gradient = parameter.grad();
    bool isAligned = gradient.scalar_type() == torch::kFloat32;
    for (std::int64_t d = 0; d < parameter.dim(); ++d)
        isAligned = isAligned && (parameter.size(d) == 1 || gradient.stride(d) == parameter.stride(d));
    return isAligned ? gradient : torch::empty_like(parameter).copy_(gradient);
}

AdamWState& stateFor(torch::optim::AdamW& optimizer, const torch::Tensor& parameter)
{
    auto& entry = optimizer.state()[keyOf(parameter)];
    if (!entry) {
        auto fresh = std::make_unique<AdamWState>();
        fresh->step(0);
        fresh->exp_avg(torch::zeros_like(parameter, torch::MemoryFormat::Preserve));
        fresh->exp_avg_sq(torch::zeros_like(parameter, torch::MemoryFormat::Preserve));
        entry = std::move(fresh);
    }
    return static_cast<AdamWState&>(*entry);
}

void stepOne(const torch::Tensor& parameter, AdamWState& state, const torch::optim::AdamWOptions& options)
{
    state.step(state.step() + 1);
    const auto [firstBeta, secondBeta] = options.betas();
    const double steps = static_cast<double>(state.step());
    const nn::kernels::AdamW step{static_cast<float>(options.lr()),
                                  static_cast<float>(1.0 - options.lr() * options.weight_decay()),
                                  static_cast<float>(firstBeta),
                                  static_cast<float>(secondBeta),
                                  static_cast<float>(1.0 - std::pow(firstBeta, steps)),
                                  static_cast<float>(std::sqrt(1.0 - std::pow(secondBeta, steps))),
                                  static_cast<float>(options.eps())};
    constexpr std::int64_t kAtOnce = 32768; // values; fewer are not worth a second thread
    float* const values = parameter.data_ptr<float>();
    const torch::Tensor gradient = alignedGradient(parameter);
    const float* const gradients = gradient.data_ptr<float>();
    float* const means = state.exp_avg().data_ptr<float>();
    float* const squares = state.exp_avg_sq().data_ptr<float>();
    nn::onTorchThreads(parameter.numel(), kAtOnce, [&](std::int64_t begin, std::int64_t end) {
        nn::kernels::stepAdamW(values + begin, gradients + begin, means + begin, squares + begin, end - begin,
                               step);
    });
}

bool isForOnePass(torch::optim::AdamW& optimizer)
{
    for (const auto& group : optimizer.param_groups()) {
        if (static_cast<const torch::optim::AdamWOptions&>(group.options()).amsgrad() ||
            !std::all_of(group.params().begin(), group.params().end(), isPlain))
            return false;
    }
    return true;
}

} // namespace

void stepInOnePass(torch::optim::AdamW& optimizer)
{
    torch::NoGradGuard guard;
    if (!isForOnePass(optimizer)) {
        optimizer.step();
        return;
    }
    for (const auto& group : optimizer.param_groups()) {
        const auto& options = static_cast<const torch::optim::AdamWOptions&>(group.options());
        for (const torch::Tensor& parameter : group.params()) {
            if (parameter.grad().defined())
                stepOne(parameter, stateFor(optimizer, parameter), options);
        }
    }
}

} // namespace cultivar
