// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"
#include "core/nn/Blocks.h"

#include <regex>

namespace cultivar::nn {

namespace {

constexpr std::int64_t kGrowth = 32;

/// Normalise, rectify, convolve, twice: 1×1 to 4 · kGrowth channels, then 3×3 to the kGrowth new ones.
class DenseLayer : public torch::nn::Module
{
public:
    explicit DenseLayer(std::int64_t in)
        : m_norm1(in), m_conv1(conv({in, 4 * kGrowth, 1})), m_norm2(4 * kGrowth),
          m_conv2(conv({4 * kGrowth, kGrowth, 3}))
    {
        register_module("norm1", m_norm1);
        register_module("conv1", m_conv1);
        register_module("norm2", m_norm2);
        register_module("conv2", m_conv2);
    }

    torch::Tensor forward(const torch::Tensor& x) // [N, in, H, W] → [N, kGrowth, H, W]
    {
        const torch::Tensor y = m_conv1->forward(torch::relu(m_norm1->forward(x)));
        return m_conv2->forward(torch::relu(m_norm2->forward(y)));
    }

private:
    torch::nn::BatchNorm2d m_norm1;
    torch::nn::Conv2d m_conv1;
    torch::nn::BatchNorm2d m_norm2;
    torch::nn::Conv2d m_conv2;
};

/// Layers that each see the outputs of all layers before them and add kGrowth channels.
class DenseBlock : public torch::nn::Module
{
public:
    DenseBlock(std::int64_t in, int layers)
    {
        for (int i = 0; i < layers; ++i)
            m_layers.push_back(register_module("denselayer" + std::to_string(i + 1),
                                               std::make_shared<DenseLayer>(in + i * kGrowth)));
    }

    torch::Tensor forward(const torch::Tensor& x) // [N, in, H, W] → [N, in + layers · kGrowth, H, W]
    {
        torch::Tensor y = x;
        for (const auto& layer : m_layers)
            y = torch::cat({y, layer->forward(y)}, 1);
        return y;
    }

private:
    std::vector<std::shared_ptr<DenseLayer>> m_layers;
};

/// Halves the channels and the picture between two dense blocks.
class Transition : public torch::nn::Module
{
public:
    explicit Transition(std::int64_t in) : m_norm(in), m_conv(conv({in, in / 2, 1}))
    {
        register_module("norm", m_norm);
        register_module("conv", m_conv);
    }

    torch::Tensor forward(const torch::Tensor& x) // [N, in, H, W] → [N, in / 2, H / 2, W / 2]
    {
        return torch::avg_pool2d(m_conv->forward(torch::relu(m_norm->forward(x))), 2);
    }

private:
    torch::nn::BatchNorm2d m_norm;
    torch::nn::Conv2d m_conv;
};

/// DenseNet (Huang et al., 2016), table 1; parameter names of torchvision's densenet121.
class DenseNet : public Backbone
{
public:
    DenseNet(const std::array<int, 4>& layersPerBlock, std::int64_t width)
        : Backbone("classifier", width), m_features(std::make_shared<torch::nn::Module>("features")),
          m_conv(torch::nn::Conv2dOptions(3, 64, 7).stride(2).padding(3).bias(false)), m_norm0(64),
          m_norm5(width)
    {
        register_module("features", m_features);
        m_features->register_module("conv0", m_conv);
        m_features->register_module("norm0", m_norm0);
        addBlock("stem", {"features.conv0", "features.norm0"}, [this](const torch::Tensor& x) {
            return torch::max_pool2d(torch::relu(m_norm0->forward(m_conv->forward(x))), 3, 2,
                                     1); // [N, 64, H / 4, W / 4]
        });
        std::int64_t in = 64;
        for (int i = 0; i < 4; ++i) {
            append("denseblock" + std::to_string(i + 1), std::make_shared<DenseBlock>(in, layersPerBlock[i]));
            in += layersPerBlock[i] * kGrowth;
            if (i < 3) {
                append("transition" + std::to_string(i + 1), std::make_shared<Transition>(in));
                in /= 2;
            }
        }
        m_features->register_module("norm5", m_norm5);
        addBlock("features.norm5", {"features.norm5"},
                 [this](const torch::Tensor& x) { return torch::relu(m_norm5->forward(x)); });
        m_classifier = register_module("classifier", torch::nn::Linear(width, 1000));
    }

    /// The published file still says "norm.1" where today's name is "norm1".
    std::string currentName(const std::string& fileName) const override
    {
        static const std::regex kOld("(\\.denselayer\\d+\\.(?:norm|conv))\\.(\\d\\.)");
        return std::regex_replace(fileName, kOld, "$1$2");
    }

    static std::int64_t widthOf(const std::array<int, 4>& layersPerBlock)
    {
        std::int64_t width = 64;
        for (int i = 0; i < 4; ++i)
            width = (i == 0 ? width : width / 2) + layersPerBlock[i] * kGrowth;
        return width;
    }

private:
    template <typename Module>
    void append(const std::string& child, const std::shared_ptr<Module>& block)
    {
        m_features->register_module(child, block);
        const std::string name = "features." + child;
        addBlock(name, {name}, [block](const torch::Tensor& x) { return block->forward(x); });
    }

    torch::Tensor classify(const torch::Tensor& activations) const override
    {
        return torch::linear(pool(activations), m_classifier->weight, m_classifier->bias);
    }

    std::shared_ptr<torch::nn::Module> m_features;
    torch::nn::Conv2d m_conv;
    torch::nn::BatchNorm2d m_norm0;
    torch::nn::BatchNorm2d m_norm5;
    torch::nn::Linear m_classifier{nullptr};
};

} // namespace

std::shared_ptr<Backbone> makeDenseNet(const std::array<int, 4>& layersPerBlock)
{
    return std::make_shared<DenseNet>(layersPerBlock, DenseNet::widthOf(layersPerBlock));
}

} // namespace cultivar::nn
