// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/OneDnnValue_p.h"

// Operators between layers, for pictures that are in a layout of oneDNN's. The answer is in one too.
namespace cultivar::nn::onednn {

/// The greatest of each window. Each argument has two values.
Value maxPool(Value& x, const Sizes& kernel, const Sizes& stride, const Sizes& padding);
/// The mean of each channel, [N, C, 1, 1].
Value globalAverage(Value& x);
/// x · @p factors, [N, C, 1, 1].
Value scaled(Value& x, Value& factors);
/// Behind one another in the channels; each must have a multiple of 16.
Value concatenated(const std::vector<Value*>& pictures);

/// relu(scale · (x − mean) / √(variance + ε) + shift), with or without the relu; all of them [C].
struct BatchNorm
{
    torch::Tensor scale, shift, mean, variance;
    float epsilon = 1e-5f;
    bool isRectified = false;
};
Value normalized(Value& x, const BatchNorm& norm);

} // namespace cultivar::nn::onednn
