// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace cultivar::nn {

enum class Activation { None, ReLU, ReLU6, Hardswish };

/// What a convolution needs beyond its widths; padding keeps the size at stride 1.
struct ConvSpec
{
    std::int64_t in = 0;
    std::int64_t out = 0;
    std::int64_t kernel = 3;
    std::int64_t stride = 1;
    std::int64_t groups = 1;
};

/// What a batch norm needs beyond its width, with LibTorch's defaults.
struct NormSpec
{
    double eps = 1e-5;
    double momentum = 0.1;
};

/// The nearest multiple of 8, but never more than a tenth below @p width, as the code of the MobileNet papers
/// rounds.
std::int64_t roundedWidth(double width);

/// A convolution without bias, as every one that a batch norm follows.
torch::nn::Conv2d conv(const ConvSpec& spec);

/// A Sequential that can stand inside another: LibTorch's own has a templated forward and cannot.
class ChainImpl : public torch::nn::SequentialImpl
{
public:
    using SequentialImpl::SequentialImpl;
    torch::Tensor forward(const torch::Tensor& x) { return SequentialImpl::forward(x); }
};
TORCH_MODULE(Chain);

/// Chain of convolution "0", batch norm "1" and, unless None, activation "2": torchvision's
/// Conv2dNormActivation.
Chain convNormActivation(const ConvSpec& spec, Activation activation, const NormSpec& norm = {});

} // namespace cultivar::nn
