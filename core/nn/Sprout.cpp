// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"
#include "core/nn/Blocks.h"

namespace cultivar::nn {

namespace {

/// Halves the picture and widens the channels, then refines them with a residual 3×3 convolution.
class SproutStage : public torch::nn::Module
{
public:
    SproutStage(std::int64_t in, std::int64_t out)
        : m_down(convNormActivation({in, out, 3, 2}, Activation::ReLU)),
          m_refine(convNormActivation({out, out, 3}, Activation::ReLU))
    {
        register_module("down", m_down);
        register_module("refine", m_refine);
    }

    torch::Tensor forward(const torch::Tensor& x) // [N, in, H, W] → [N, out, H / 2, W / 2]
    {
        const torch::Tensor y = m_down->forward(x);
        return y + m_refine->forward(y);
    }

private:
    Chain m_down;
    Chain m_refine;
};

/// Cultivar's own compact network, small enough to be trained from scratch on two cores: a stem and
/// four stages of dense 3×3 convolutions, about 0.6 million parameters.
class Sprout : public Backbone
{
public:
    Sprout() : Backbone("classifier", 160)
    {
        const auto stem = convNormActivation({3, 24, 3, 2}, Activation::ReLU);
        register_module("stem", stem);
        addBlock("stem", {"stem"}, [stem](const torch::Tensor& x) { return Chain(stem)->forward(x); });
        std::int64_t in = 24;
        int number = 1;
        for (const std::int64_t out : {32, 64, 96, 160}) {
            const std::string name = "stage" + std::to_string(number++);
            const auto stage = register_module(name, std::make_shared<SproutStage>(in, out));
            addBlock(name, {name}, [stage](const torch::Tensor& x) { return stage->forward(x); });
            in = out;
        }
        m_classifier = register_module("classifier", torch::nn::Linear(featureWidth(), 1000));
    }

private:
    torch::Tensor classify(const torch::Tensor& activations) const override
    {
        return torch::linear(pool(activations), m_classifier->weight, m_classifier->bias);
    }

    torch::nn::Linear m_classifier{nullptr};
};

} // namespace

std::shared_ptr<Backbone> makeSprout()
{
    return std::make_shared<Sprout>();
}

} // namespace cultivar::nn
