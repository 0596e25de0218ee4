// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"
#include "core/nn/Blocks.h"

#include <cmath>

namespace cultivar::nn {

namespace {

/// Expand with 1×1, filter each channel with 3×3, project with 1×1; the input is added where shapes allow.
class InvertedResidual : public torch::nn::Module
{
public:
    InvertedResidual(std::int64_t in, std::int64_t out, std::int64_t stride, std::int64_t expansion)
        : m_addsInput(stride == 1 && in == out)
    {
        const std::int64_t hidden = in * expansion;
        if (expansion != 1)
            m_chain->push_back(convNormActivation({in, hidden, 1}, Activation::ReLU6));
        m_chain->push_back(convNormActivation({hidden, hidden, 3, stride, hidden}, Activation::ReLU6));
        m_chain->push_back(conv({hidden, out, 1}));
        m_chain->push_back(torch::nn::BatchNorm2d(out));
        register_module("conv", m_chain);
    }

    torch::Tensor forward(const torch::Tensor& x) // [N, in, H, W] → [N, out, H / stride, W / stride]
    {
        return m_addsInput ? x + m_chain->forward(x) : m_chain->forward(x);
    }

private:
    Chain m_chain;
    bool m_addsInput;
};

/// MobileNetV2 (Sandler et al., 2018), table 2; parameter names of torchvision's mobilenet_v2.
class MobileNetV2 : public Backbone
{
public:
    explicit MobileNetV2(double multiplier) : Backbone("classifier", lastWidth(multiplier))
    {
        struct Stage
        {
            std::int64_t expansion, width, repeats, stride;
        };
        constexpr Stage kStages[] = {{1, 16, 1, 1}, {6, 24, 2, 2},  {6, 32, 3, 2}, {6, 64, 4, 2},
                                     {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}};
        register_module("features", m_features);
        std::int64_t width = roundedWidth(32 * multiplier);
        append(convNormActivation({3, width, 3, 2}, Activation::ReLU6).ptr());
        for (const Stage& stage : kStages) {
            const std::int64_t out = roundedWidth(stage.width * multiplier);
            for (std::int64_t i = 0; i < stage.repeats; ++i) {
                append(std::make_shared<InvertedResidual>(width, out, i == 0 ? stage.stride : 1,
                                                          stage.expansion));
                width = out;
            }
        }
        append(convNormActivation({width, featureWidth(), 1}, Activation::ReLU6).ptr());
        m_classifier->push_back(torch::nn::Dropout(0.2));
        m_classifier->push_back(torch::nn::Linear(featureWidth(), 1000));
        register_module("classifier", m_classifier);
    }

private:
    static std::int64_t lastWidth(double multiplier)
    {
        return roundedWidth(1280 * std::max(1.0, multiplier));
    }

    template <typename Module>
    void append(const std::shared_ptr<Module>& block)
    {
        const std::string name = "features." + std::to_string(m_features->size());
        m_features->push_back(block);
        addBlock(name, {name}, [block](const torch::Tensor& x) { return block->forward(x); });
    }

    torch::Tensor classify(const torch::Tensor& activations) const override
    {
        return Chain(m_classifier)->forward(pool(activations));
    }

    torch::nn::Sequential m_features;
    Chain m_classifier;
};

} // namespace

std::shared_ptr<Backbone> makeMobileNetV2(double widthMultiplier)
{
    return std::make_shared<MobileNetV2>(widthMultiplier);
}

} // namespace cultivar::nn
