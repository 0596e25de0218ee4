// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace cultivar::nn {

enum class Activation { None, ReLU, ReLU6, Hardswish, SiLU, Sigmoid };

torch::Tensor activate(const torch::Tensor& x, Activation activation);

/// What a convolution needs beyond its widths; padding keeps the size at stride 1.
struct ConvSpec
{
    std::int64_t in = 0;
    std::int64_t out = 0;
    std::int64_t kernel = 3;
    std::int64_t stride = 1;
    std::int64_t groups = 1;
};

/// What a batch norm needs beyond its width; torch's own defaults.
struct NormSpec
{
    double eps = 1e-5;
    double momentum = 0.1;
};

/// @p width as a multiple of 8 but not more than a tenth narrower: how scaled networks round their widths.
std::int64_t roundedWidth(double width);

/// A convolution without bias, as every one that a batch norm follows.
torch::nn::Conv2d conv(const ConvSpec& spec);

/// A Sequential that can stand inside another: LibTorch's own has a templated forward and cannot. A batch
/// norm in it is computed together with the activation that follows, see normActivate().
class ChainImpl : public torch::nn::SequentialImpl
{
public:
    using SequentialImpl::SequentialImpl;
    torch::Tensor forward(torch::Tensor x);
};
TORCH_MODULE(Chain);

/// Chain of convolution "0", batch norm "1" and, unless None, activation "2": torchvision's
/// Conv2dNormActivation.
Chain convNormActivation(const ConvSpec& spec, Activation activation, const NormSpec& norm = {});

/// Squeeze-and-excitation (Hu et al., 2017): scales each channel by what two 1×1 convolutions, "fc1" and
/// "fc2", make of the channels' means. [N, C, H, W] → the same shape.
class SqueezeExcitationImpl : public torch::nn::Module
{
public:
    SqueezeExcitationImpl(std::int64_t channels, std::int64_t squeezed, Activation inner, Activation scale);
    torch::Tensor forward(const torch::Tensor& x);

private:
    torch::nn::Conv2d m_squeeze;
    torch::nn::Conv2d m_excite;
    Activation m_inner;
    Activation m_scale;
};
TORCH_MODULE(SqueezeExcitation);

/// Stochastic depth (Huang et al., 2016): in training drops each picture's residual [N, …] with
/// @p probability and scales up the others, so that the expected value stays.
torch::Tensor stochasticDepth(const torch::Tensor& residual, double probability, bool isTraining);

/// [N, C, H, W] → [N, H, W, C], as layer norms and linear layers want it; and back.
torch::Tensor toChannelsLast(const torch::Tensor& x);
torch::Tensor toChannelsFirst(const torch::Tensor& x);

/// A transformer's two linear layers "0" and "3" with GELU between; channels come last.
Chain transformerMlp(std::int64_t width, std::int64_t hidden);

} // namespace cultivar::nn
