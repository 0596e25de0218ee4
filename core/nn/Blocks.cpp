// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/Blocks.h"

#include "core/nn/NormActivation.h"

namespace cultivar::nn {

torch::Tensor activate(const torch::Tensor& x, Activation activation)
{
    switch (activation) {
    case Activation::None:
        return x;
    case Activation::ReLU:
        return torch::relu(x);
    case Activation::ReLU6:
        return torch::relu6(x);
    case Activation::Hardswish:
        return torch::hardswish(x);
    case Activation::SiLU:
        return torch::silu(x);
    case Activation::Sigmoid:
        return torch::sigmoid(x);
    }
    return x;
}

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

torch::Tensor ChainImpl::forward(torch::Tensor x)
{
    for (std::size_t i = 0; i < size(); ++i) {
        auto* const norm = dynamic_cast<torch::nn::BatchNorm2dImpl*>(ptr(i).get());
        if (!norm) {
            x = (begin() + static_cast<std::ptrdiff_t>(i))->forward(x);
            continue;
        }
        const torch::nn::Module* const next = i + 1 < size() ? ptr(i + 1).get() : nullptr;
        const bool isRelu = dynamic_cast<const torch::nn::ReLUImpl*>(next);
        const bool isRelu6 = dynamic_cast<const torch::nn::ReLU6Impl*>(next);
        x = normActivate(*norm, x,
                         isRelu    ? Activation::ReLU
                         : isRelu6 ? Activation::ReLU6
                                   : Activation::None);
        i += isRelu || isRelu6;
    }
    return x;
}

Chain convNormActivation(const ConvSpec& spec, Activation activation, const NormSpec& norm)
{
    Chain chain(conv(spec),
                torch::nn::BatchNorm2d(
                    torch::nn::BatchNorm2dOptions(spec.out).eps(norm.eps).momentum(norm.momentum)));
    if (activation == Activation::ReLU)
        chain->push_back(torch::nn::ReLU(torch::nn::ReLUOptions(true)));
    if (activation == Activation::ReLU6)
        chain->push_back(torch::nn::ReLU6(torch::nn::ReLU6Options(true)));
    if (activation == Activation::Hardswish)
        chain->push_back(torch::nn::Functional([](const torch::Tensor& x) { return torch::hardswish(x); }));
    if (activation == Activation::SiLU)
        chain->push_back(torch::nn::SiLU());
    return chain;
}

SqueezeExcitationImpl::SqueezeExcitationImpl(std::int64_t channels, std::int64_t squeezed, Activation inner,
                                             Activation scale)
    : m_squeeze(torch::nn::Conv2dOptions(channels, squeezed, 1)),
      m_excite(torch::nn::Conv2dOptions(squeezed, channels, 1)), m_inner(inner), m_scale(scale)
{
    register_module("fc1", m_squeeze);
    register_module("fc2", m_excite);
}

torch::Tensor SqueezeExcitationImpl::forward(const torch::Tensor& x)
{
    const torch::Tensor squeezed = m_squeeze->forward(torch::adaptive_avg_pool2d(x, {1, 1})); // [N, C', 1, 1]
    return x * activate(m_excite->forward(activate(squeezed, m_inner)), m_scale);
}

torch::Tensor stochasticDepth(const torch::Tensor& residual, double probability, bool isTraining)
{
    if (!isTraining || probability == 0.0)
        return residual;
    std::vector<std::int64_t> shape(static_cast<std::size_t>(residual.dim()), 1);
    shape[0] = residual.size(0); // [N, 1, …]
    return residual * torch::empty(shape, residual.options()).bernoulli_(1.0 - probability) /
           (1.0 - probability);
}

torch::Tensor toChannelsLast(const torch::Tensor& x)
{
    return x.permute({0, 2, 3, 1});
}

torch::Tensor toChannelsFirst(const torch::Tensor& x)
{
    return x.permute({0, 3, 1, 2});
}

Chain transformerMlp(std::int64_t width, std::int64_t hidden)
{
    return Chain(torch::nn::Linear(width, hidden), torch::nn::GELU(),
                 torch::nn::Identity(), // a dropout of nothing in torchvision; keeps the numbering
                 torch::nn::Linear(hidden, width));
}

} // namespace cultivar::nn
