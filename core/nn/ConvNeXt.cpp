// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"
#include "core/nn/Blocks.h"

namespace cultivar::nn {

namespace {

constexpr double kEps = 1e-6;
constexpr double kFirstScale = 1e-6; // every residual starts out as almost nothing

struct Variant
{
    std::array<std::int64_t, 4> widths;
    std::array<std::int64_t, 4> units;
    double dropProbability; // of the last unit
};

torch::nn::LayerNormOptions normOptions(std::int64_t width)
{
    return torch::nn::LayerNormOptions({width}).eps(kEps);
}

/// Normalises each pixel over its channels, [N, C, H, W].
class LayerNorm2dImpl : public torch::nn::LayerNormImpl
{
public:
    explicit LayerNorm2dImpl(std::int64_t width) : LayerNormImpl(normOptions(width)) {}
    torch::Tensor forward(const torch::Tensor& x)
    {
        return toChannelsFirst(LayerNormImpl::forward(toChannelsLast(x)));
    }
};
TORCH_MODULE(LayerNorm2d);

/// Filters each channel with 7×7, then a transformer's two linear layers; scaled and added to the input.
class ConvNeXtUnit : public torch::nn::Module
{
public:
    ConvNeXtUnit(std::int64_t width, double dropProbability)
        : m_chain(torch::nn::Conv2d(torch::nn::Conv2dOptions(width, width, 7).padding(3).groups(width)),
                  torch::nn::Functional(toChannelsLast), torch::nn::LayerNorm(normOptions(width)),
                  torch::nn::Linear(width, 4 * width), torch::nn::GELU(), torch::nn::Linear(4 * width, width),
                  torch::nn::Functional(toChannelsFirst)),
          m_dropProbability(dropProbability)
    {
        m_scale = register_parameter("layer_scale", torch::full({width, 1, 1}, kFirstScale));
        register_module("block", m_chain);
    }

    torch::Tensor forward(const torch::Tensor& x) // [N, width, H, W] → the same shape
    {
        return x + stochasticDepth(m_scale * m_chain->forward(x), m_dropProbability, is_training());
    }

    void initializeScale() { m_scale.fill_(kFirstScale); }

private:
    Chain m_chain;
    torch::Tensor m_scale;
    double m_dropProbability;
};

/// ConvNeXt (Liu et al., 2022); parameter names of torchvision's convnext_…. The last layer norm, behind the
/// mean over the picture, belongs to the classifier, as there.
class ConvNeXt : public Backbone
{
public:
    explicit ConvNeXt(const Variant& variant) : Backbone("classifier", variant.widths.back())
    {
        register_module("features", m_features);
        std::int64_t total = 0, index = 0;
        for (const std::int64_t units : variant.units)
            total += units;
        for (std::size_t stage = 0; stage < variant.widths.size(); ++stage) {
            const std::int64_t width = variant.widths[stage];
            if (stage == 0)
                append(Chain(torch::nn::Conv2d(torch::nn::Conv2dOptions(3, width, 4).stride(4)),
                             LayerNorm2d(width)));
            else
                append(Chain(LayerNorm2d(variant.widths[stage - 1]),
                             torch::nn::Conv2d(
                                 torch::nn::Conv2dOptions(variant.widths[stage - 1], width, 2).stride(2))));
            appendUnits(width, variant.units[stage], [&] {
                return variant.dropProbability * static_cast<double>(index++) /
                       static_cast<double>(total - 1);
            });
        }
        m_classifier =
            Chain(LayerNorm2d(featureWidth()), torch::nn::Flatten(), torch::nn::Linear(featureWidth(), 1000));
        register_module("classifier", m_classifier);
    }

    void initialize() override
    {
        initializeTransformer();
        torch::NoGradGuard guard;
        for (const auto& module : modules(/*include_self=*/false)) {
            if (auto* unit = module->as<ConvNeXtUnit>())
                unit->initializeScale();
        }
    }

private:
    std::string nextName() const { return "features." + std::to_string(m_features->size()); }

    void append(const Chain& chain)
    {
        const std::string name = nextName();
        m_features->push_back(chain);
        addBlock(name, {name}, [chain](const torch::Tensor& x) { return Chain(chain)->forward(x); });
    }

    void appendUnits(std::int64_t width, std::int64_t count, const std::function<double()>& nextProbability)
    {
        const std::string stageName = nextName();
        Chain units;
        for (std::int64_t i = 0; i < count; ++i) {
            const auto unit = std::make_shared<ConvNeXtUnit>(width, nextProbability());
            units->push_back(unit);
            const std::string name = stageName + "." + std::to_string(i);
            addBlock(name, {name}, [unit](const torch::Tensor& x) { return unit->forward(x); });
        }
        m_features->push_back(units);
    }

    torch::Tensor classify(const torch::Tensor& activations) const override
    {
        return Chain(m_classifier)->forward(torch::adaptive_avg_pool2d(activations, {1, 1}));
    }

    Chain m_features;
    Chain m_classifier{nullptr};
};

} // namespace

std::shared_ptr<Backbone> makeConvNeXt(NetworkSize size)
{
    switch (size) {
    case NetworkSize::Tiny:
        return std::make_shared<ConvNeXt>(Variant{{96, 192, 384, 768}, {3, 3, 9, 3}, 0.1});
    case NetworkSize::Small:
        return std::make_shared<ConvNeXt>(Variant{{96, 192, 384, 768}, {3, 3, 27, 3}, 0.4});
    default:
        return std::make_shared<ConvNeXt>(Variant{{128, 256, 512, 1024}, {3, 3, 27, 3}, 0.5});
    }
}

} // namespace cultivar::nn
