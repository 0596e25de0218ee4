// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"
#include "core/nn/Blocks.h"

namespace cultivar::nn {

namespace {

torch::nn::MaxPool2d halving()
{
    return torch::nn::MaxPool2d(torch::nn::MaxPool2dOptions(3).stride(2).ceil_mode(true));
}

/// The fire module: a narrow 1×1 convolution, then 1×1 and 3×3 convolutions side by side.
class Fire : public torch::nn::Module
{
public:
    Fire(std::int64_t in, std::int64_t squeezed, std::int64_t expanded)
        : m_squeeze(torch::nn::Conv2dOptions(in, squeezed, 1)),
          m_expand1(torch::nn::Conv2dOptions(squeezed, expanded, 1)),
          m_expand3(torch::nn::Conv2dOptions(squeezed, expanded, 3).padding(1))
    {
        register_module("squeeze", m_squeeze);
        register_module("expand1x1", m_expand1);
        register_module("expand3x3", m_expand3);
    }

    torch::Tensor forward(const torch::Tensor& x) // [N, in, H, W] → [N, 2 · expanded, H, W]
    {
        const torch::Tensor squeezed = torch::relu(m_squeeze->forward(x));
        return torch::cat(
            {torch::relu(m_expand1->forward(squeezed)), torch::relu(m_expand3->forward(squeezed))}, 1);
    }

private:
    torch::nn::Conv2d m_squeeze;
    torch::nn::Conv2d m_expand1;
    torch::nn::Conv2d m_expand3;
};

/// What tells the two versions apart.
struct SqueezeNetShape
{
    struct FireShape
    {
        std::int64_t squeezed, expanded;
        bool isHalved = false; // a pooling follows
    };
    std::int64_t stemWidth, stemKernel;
    std::array<FireShape, 8> fires;
};

/// SqueezeNet (Iandola et al., 2016), table 1, and its lighter version 1.1; parameter names of torchvision's
/// squeezenet1_0 and squeezenet1_1. A pooling belongs to the block before it, so that a cut there keeps the
/// smaller picture.
class SqueezeNet : public Backbone
{
public:
    explicit SqueezeNet(const SqueezeNetShape& shape) : Backbone("classifier", 512)
    {
        register_module("features", m_features);
        const auto stem =
            torch::nn::Conv2d(torch::nn::Conv2dOptions(3, shape.stemWidth, shape.stemKernel).stride(2));
        append(Chain(stem, torch::nn::ReLU(torch::nn::ReLUOptions(true)), halving()));
        std::int64_t in = shape.stemWidth;
        for (const auto& fire : shape.fires) {
            Chain group(std::make_shared<Fire>(in, fire.squeezed, fire.expanded));
            if (fire.isHalved)
                group->push_back(halving());
            append(group);
            in = 2 * fire.expanded;
        }
        m_classifier->push_back(torch::nn::Dropout(0.5));
        m_classifier->push_back(torch::nn::Conv2d(torch::nn::Conv2dOptions(in, 1000, 1)));
        m_classifier->push_back(torch::nn::ReLU(torch::nn::ReLUOptions(true)));
        register_module("classifier", m_classifier);
    }

private:
    // The names count the modules of all groups, so the groups themselves stay unregistered.
    void append(const Chain& group)
    {
        const std::string name = "features." + std::to_string(m_features->size());
        for (const auto& module : *group)
            m_features->push_back(module);
        // Only the first module of a group holds parameters.
        addBlock(name, {name}, [group](const torch::Tensor& x) { return Chain(group)->forward(x); });
    }

    // Each place of the picture is classified and the logits are averaged.
    torch::Tensor classify(const torch::Tensor& activations) const override
    {
        return pool(Chain(m_classifier)->forward(activations));
    }

    torch::nn::Sequential m_features;
    Chain m_classifier;
};

} // namespace

std::shared_ptr<Backbone> makeSqueezeNet10()
{
    return std::make_shared<SqueezeNet>(SqueezeNetShape{96,
                                                        7,
                                                        {{{16, 64},
                                                          {16, 64},
                                                          {32, 128, true},
                                                          {32, 128},
                                                          {48, 192},
                                                          {48, 192},
                                                          {64, 256, true},
                                                          {64, 256}}}});
}

std::shared_ptr<Backbone> makeSqueezeNet11()
{
    return std::make_shared<SqueezeNet>(SqueezeNetShape{64,
                                                        3,
                                                        {{{16, 64},
                                                          {16, 64, true},
                                                          {32, 128},
                                                          {32, 128, true},
                                                          {48, 192},
                                                          {48, 192},
                                                          {64, 256},
                                                          {64, 256}}}});
}

} // namespace cultivar::nn
