// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/Blocks.h"

namespace cultivar::nn {

std::int64_t roundedWidth(double width)
{
    const auto rounded = std::max<std::int64_t>(8, static_cast<std::int64_t>(width + 4) / 8 * 8);
    return rounded < 0.9 * width ? rounded + 8 : rounded;
}

torch::nn::Conv2d conv(const ConvSpec& spec)
{
    return torch::nn::Conv2d(torch::nn::Conv2dOptions(spec.in, spec.out, spec.kernel)
                                 .stride(spec.stride)
                                 .padding((spec.kernel - 1) / 2)
                                 .groups(spec.groups)
                                 .bias(false));
}

Chain convNormActivation(const ConvSpec& spec, Activation activation, const NormSpec& norm)
{
    const auto options = torch::nn::BatchNorm2dOptions(spec.out).eps(norm.eps).momentum(norm.momentum);
    Chain chain(conv(spec), torch::nn::BatchNorm2d(options));
    if (activation == Activation::ReLU)
        chain->push_back(torch::nn::ReLU(torch::nn::ReLUOptions(true)));
    if (activation == Activation::ReLU6)
        chain->push_back(torch::nn::ReLU6(torch::nn::ReLU6Options(true)));
    if (activation == Activation::Hardswish)
        chain->push_back(torch::nn::Functional([](const torch::Tensor& x) { return torch::hardswish(x); }));
    return chain;
}

} // namespace cultivar::nn
