// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/EpochTrainer_p.h"
#include "core/train/LossScaler_p.h"

#include <optional>

namespace cultivar {

class Classifier;

/// Training steps in which convolutions and matrix products take 16-bit numbers, where the device is faster
/// at that: bfloat16 if it knows it, else, with CUDA, half precision and a LossScaler. Parameters, sums, loss
/// and validation stay in single precision. Off unless made with forDevice().
class MixedPrecision
{
public:
    MixedPrecision() = default;
    static MixedPrecision forDevice(torch::Device device);

    bool isOn() const { return m_type.has_value(); }
    /// Turns itself off where LibTorch lacks an operator of the network for these numbers. Tries it on
    /// @p inputs, and leaves the classifier as it was.
    void tryOut(Classifier& classifier, const Forward& forward, const torch::Tensor& inputs);

    /// forward(@p x), in single precision.
    torch::Tensor logits(const Forward& forward, const torch::Tensor& x) const;
    /// Gradients of @p loss by @p parameters. False where they have overflowed: the step is to be left out.
    bool backward(const torch::Tensor& loss, const std::vector<torch::Tensor>& parameters);
    /// Whether gradients overflow however little they are scaled.
    bool hasDiverged() const { return m_scaler && m_scaler->isExhausted(); }

    NamedTensors state() const { return m_scaler ? m_scaler->state() : NamedTensors(); }
    void restore(NamedTensors& state);

private:
    torch::Device m_device = torch::kCPU;
    std::optional<torch::ScalarType> m_type;
    std::optional<LossScaler> m_scaler; // for what half precision cannot hold
};

} // namespace cultivar
