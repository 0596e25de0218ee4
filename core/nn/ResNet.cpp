// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"
#include "core/nn/Blocks.h"
#include "core/nn/NormActivation.h"

namespace cultivar::nn {

namespace {

/// A residual unit: two 3×3 convolutions, or the 1×1, 3×3, 1×1 bottleneck with the stride on the 3×3
/// (torchvision's "V1.5"). Parameter names conv1, bn1 … downsample.0, downsample.1.
class ResidualUnit : public torch::nn::Module
{
public:
    /// @p planes: the width the stage would have in the plain network.
    ResidualUnit(std::int64_t in, std::int64_t planes, std::int64_t stride, const ResNetShape& shape)
    {
        const std::int64_t out = shape.isBottleneck ? 4 * planes : planes;
        if (shape.isBottleneck) {
            const std::int64_t width = planes * shape.widthPerGroup / 64 * shape.groups;
            add({in, width, 1});
            add({width, width, 3, stride, shape.groups});
            add({width, out, 1});
        } else {
            add({in, planes, 3, stride});
            add({planes, out, 3});
        }
        if (stride != 1 || in != out) {
            m_downsample = convNormActivation({in, out, 1, stride}, Activation::None);
            register_module("downsample", m_downsample);
        }
    }

    torch::Tensor forward(const torch::Tensor& x) // [N, in, H, W] → [N, out, H / stride, W / stride]
    {
        torch::Tensor y = x;
        const std::size_t last = m_convs.size() - 1;
        for (std::size_t i = 0; i < last; ++i)
            y = normActivate(*m_norms[i], m_convs[i](y), Activation::ReLU);
        return normActivate(*m_norms[last], m_convs[last](y), Activation::ReLU,
                            m_downsample.is_empty() ? x : m_downsample->forward(x));
    }

private:
    void add(const ConvSpec& spec)
    {
        const std::string number = std::to_string(m_convs.size() + 1);
        m_convs.push_back(register_module("conv" + number, conv(spec)));
        m_norms.push_back(register_module("bn" + number, torch::nn::BatchNorm2d(spec.out)));
    }

    std::vector<torch::nn::Conv2d> m_convs;
    std::vector<torch::nn::BatchNorm2d> m_norms;
    Chain m_downsample{nullptr};
};

/// ResNet (He et al., 2015), table 1, ResNeXt (Xie et al., 2016), table 1, and wide ResNet (Zagoruyko and
/// Komodakis, 2016); parameter names of torchvision's resnet18, resnext50_32x4d, wide_resnet50_2 …
class ResNet : public Backbone
{
public:
    explicit ResNet(const ResNetShape& shape)
        : Backbone("fc", shape.isBottleneck ? 2048 : 512),
          m_conv(torch::nn::Conv2dOptions(3, 64, 7).stride(2).padding(3).bias(false)), m_norm(64)
    {
        register_module("conv1", m_conv);
        register_module("bn1", m_norm);
        addBlock("stem", {"conv1", "bn1"}, [this](const torch::Tensor& x) {
            return torch::max_pool2d(normActivate(*m_norm, m_conv->forward(x), Activation::ReLU), 3, 2,
                                     1); // [N, 64, H / 4, W / 4]
        });
        std::int64_t in = 64;
        for (int stage = 0; stage < 4; ++stage) {
            const std::int64_t planes = 64LL << stage;
            const std::string stageName = "layer" + std::to_string(stage + 1);
            torch::nn::Sequential units;
            for (int i = 0; i < shape.unitsPerStage[stage]; ++i) {
                const auto unit =
                    std::make_shared<ResidualUnit>(in, planes, i == 0 && stage > 0 ? 2 : 1, shape);
                units->push_back(unit);
                const std::string name = stageName + "." + std::to_string(i);
                addBlock(name, {name}, [unit](const torch::Tensor& x) { return unit->forward(x); });
                in = shape.isBottleneck ? 4 * planes : planes;
            }
            register_module(stageName, units);
        }
        m_fc = register_module("fc", torch::nn::Linear(featureWidth(), 1000));
    }

private:
    torch::Tensor classify(const torch::Tensor& activations) const override
    {
        return torch::linear(pool(activations), m_fc->weight, m_fc->bias);
    }

    torch::nn::Conv2d m_conv;
    torch::nn::BatchNorm2d m_norm;
    torch::nn::Linear m_fc{nullptr};
};

} // namespace

std::shared_ptr<Backbone> makeResNet(const ResNetShape& shape)
{
    return std::make_shared<ResNet>(shape);
}

} // namespace cultivar::nn
