// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/Blocks.h"

namespace cultivar::nn {

torch::nn::Conv2d conv(const ConvSpec& spec)
{
    return torch::nn::Conv2d(torch::nn::Conv2dOptions(spec.in, spec.out, spec.kernel)
                                 .stride(spec.stride)
                                 .padding((spec.kernel - 1) / 2)
                                 .groups(spec.groups)
                                 .bias(false));
}

Chain convNormActivation(const ConvSpec& spec, Activation activation)
{
    Chain chain(conv(spec), torch::nn::BatchNorm2d(spec.out));
    if (activation == Activation::ReLU)
        chain->push_back(torch::nn::ReLU(torch::nn::ReLUOptions(true)));
    if (activation == Activation::ReLU6)
        chain->push_back(torch::nn::ReLU6(torch::nn::ReLU6Options(true)));
    return chain;
}

} // namespace cultivar::nn
