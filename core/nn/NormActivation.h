// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/Blocks.h"

namespace cultivar::nn {

/// activation(norm(@p x) + @p residual), [N, C, H, W], as the three modules would compute it one after the
/// other; @p residual may be undefined. Where gradients are wanted on the CPU, for channels-last float
/// values, one pass over memory does the work of three, forward and backward: that is what most of a training
/// step waits for there. The same bits whatever the number of threads.
torch::Tensor normActivate(torch::nn::BatchNorm2dImpl& norm, const torch::Tensor& x, Activation activation,
                           const torch::Tensor& residual = {});

} // namespace cultivar::nn
