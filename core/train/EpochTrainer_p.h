// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/EpochSource_p.h"
#include "core/train/OptimizerState_p.h"

#include <functional>

namespace cultivar {

/// Inputs of the trainable part → logits.
using Forward = std::function<torch::Tensor(const torch::Tensor&)>;

/// Loss and hits over the samples of an epoch so far.
struct EpochSums
{
    double loss = 0.0; // summed over samples, nats
    std::int64_t correct = 0, samples = 0;

    double meanLoss() const { return samples ? loss / static_cast<double>(samples) : 0.0; }
    double accuracy() const
    {
        return samples ? static_cast<double>(correct) / static_cast<double>(samples) : 0.0;
    }
    EpochSums& operator+=(const EpochSums& other)
    {
        loss += other.loss;
        correct += other.correct;
        samples += other.samples;
        return *this;
    }
};

/// Hits among @p labels [N] of the largest of @p logits [N, classes].
inline std::int64_t correctCount(const torch::Tensor& logits, const torch::Tensor& labels)
{
    return (logits.argmax(1) == labels).sum().item<std::int64_t>();
}

/// @p inputs on @p device; from pinned memory they go there while the program runs on.
inline torch::Tensor moved(const torch::Tensor& inputs, torch::Device device)
{
    return inputs.to(torch::TensorOptions(device), /*non_blocking=*/true);
}

/// How one epoch of a phase changes the parameters. Lives for one phase, on one thread.
class EpochTrainer
{
public:
    virtual ~EpochTrainer() = default;
    /// @p epoch counts from 1 over all phases, @p epochInPhase from 0 in this one. A cancelled epoch ends
    /// without error. Errors: Diverged, OutOfMemory, those of the source.
    virtual Result<EpochSums> train(int epoch, int epochInPhase) = 0;
    /// What has to be put back for the next epoch to be the same.
    virtual NamedTensors state() { return {}; }
    /// False where @p state is not of a trainer like this one.
    virtual bool restore(const NamedTensors& state) { return state.empty(); }
};

} // namespace cultivar
