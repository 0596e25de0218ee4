// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"
#include "core/nn/Blocks.h"

#include <array>
#include <cmath>

namespace cultivar::nn {

namespace {

constexpr double kLargestDropProbability = 0.2; // of stochastic depth, reached after the last unit

enum class Unit { MBConv, Fused };

/// Units in a row with the same output width; the first one changes the width and has the stride.
struct Stage
{
    Unit unit;
    std::int64_t expansion, kernel, stride, in, out, repeats;
};

struct Variant
{
    std::vector<Stage> stages;
    std::int64_t lastWidth;
    double dropout;
    NormSpec norm;
};

/// MBConv: expand with 1×1, filter each channel, squeeze-excite, project with 1×1. Fused: one dense
/// convolution instead of the first two, no squeeze-excite. The input is added where shapes allow.
class EfficientUnit : public torch::nn::Module
{
public:
    EfficientUnit(const Stage& unit, const NormSpec& norm, double dropProbability)
        : m_dropProbability(dropProbability), m_addsInput(unit.stride == 1 && unit.in == unit.out)
    {
        const std::int64_t hidden = roundedWidth(static_cast<double>(unit.in * unit.expansion));
        if (unit.unit == Unit::Fused)
            buildFused(unit, hidden, norm);
        else
            buildMBConv(unit, hidden, norm);
        register_module("block", m_chain);
    }

    torch::Tensor forward(const torch::Tensor& x) // [N, in, H, W] → [N, out, H / stride, W / stride]
    {
        const torch::Tensor y = m_chain->forward(x);
        return m_addsInput ? x + stochasticDepth(y, m_dropProbability, is_training()) : y;
    }

private:
    void buildMBConv(const Stage& unit, std::int64_t hidden, const NormSpec& norm)
    {
        if (hidden != unit.in)
            m_chain->push_back(convNormActivation({unit.in, hidden, 1}, Activation::SiLU, norm));
        m_chain->push_back(
            convNormActivation({hidden, hidden, unit.kernel, unit.stride, hidden}, Activation::SiLU, norm));
        m_chain->push_back(SqueezeExcitation(hidden, std::max<std::int64_t>(1, unit.in / 4), Activation::SiLU,
                                             Activation::Sigmoid));
        m_chain->push_back(convNormActivation({hidden, unit.out, 1}, Activation::None, norm));
    }

    void buildFused(const Stage& unit, std::int64_t hidden, const NormSpec& norm)
    {
        const std::int64_t out = hidden != unit.in ? hidden : unit.out;
        m_chain->push_back(
            convNormActivation({unit.in, out, unit.kernel, unit.stride}, Activation::SiLU, norm));
        if (hidden != unit.in)
            m_chain->push_back(convNormActivation({hidden, unit.out, 1}, Activation::None, norm));
    }

    Chain m_chain;
    double m_dropProbability;
    bool m_addsInput;
};

/// EfficientNet (Tan and Le, 2019, table 1) and EfficientNetV2 (2021, table 4); parameter names of
/// torchvision's efficientnet_….
class EfficientNet : public Backbone
{
public:
    explicit EfficientNet(const Variant& variant) : Backbone("classifier", variant.lastWidth)
    {
        register_module("features", m_features);
        appendConvolution({3, variant.stages.front().in, 3, 2}, variant.norm);
        std::int64_t total = 0, index = 0;
        for (const Stage& stage : variant.stages)
            total += stage.repeats;
        for (const Stage& stage : variant.stages) {
            appendStage(stage, variant.norm, [&] {
                return kLargestDropProbability * static_cast<double>(index++) / static_cast<double>(total);
            });
        }
        appendConvolution({variant.stages.back().out, variant.lastWidth, 1}, variant.norm);
        m_classifier->push_back(torch::nn::Dropout(variant.dropout));
        m_classifier->push_back(torch::nn::Linear(variant.lastWidth, 1000));
        register_module("classifier", m_classifier);
    }

private:
    std::string nextName() const { return "features." + std::to_string(m_features->size()); }

    void appendConvolution(const ConvSpec& spec, const NormSpec& norm)
    {
        const std::string name = nextName();
        const Chain chain = convNormActivation(spec, Activation::SiLU, norm);
        m_features->push_back(chain);
        addBlock(name, {name}, [chain](const torch::Tensor& x) { return Chain(chain)->forward(x); });
    }

    void appendStage(Stage stage, const NormSpec& norm, const std::function<double()>& nextProbability)
    {
        const std::string stageName = nextName();
        Chain units;
        for (std::int64_t i = 0; i < stage.repeats; ++i) {
            const auto unit = std::make_shared<EfficientUnit>(stage, norm, nextProbability());
            units->push_back(unit);
            const std::string name = stageName + "." + std::to_string(i);
            addBlock(name, {name}, [unit](const torch::Tensor& x) { return unit->forward(x); });
            stage.in = stage.out;
            stage.stride = 1;
        }
        m_features->push_back(units);
    }

    torch::Tensor classify(const torch::Tensor& activations) const override
    {
        return Chain(m_classifier)->forward(pool(activations));
    }

    Chain m_features;
    Chain m_classifier;
};

struct Scale
{
    double width, depth, dropout;
    NormSpec norm;
};

Variant scaled(const Scale& scale)
{
    Variant variant{{{Unit::MBConv, 1, 3, 1, 32, 16, 1},
                     {Unit::MBConv, 6, 3, 2, 16, 24, 2},
                     {Unit::MBConv, 6, 5, 2, 24, 40, 2},
                     {Unit::MBConv, 6, 3, 2, 40, 80, 3},
                     {Unit::MBConv, 6, 5, 1, 80, 112, 3},
                     {Unit::MBConv, 6, 5, 2, 112, 192, 4},
                     {Unit::MBConv, 6, 3, 1, 192, 320, 1}},
                    0,
                    scale.dropout,
                    scale.norm};
    for (Stage& stage : variant.stages) {
        stage.in = roundedWidth(static_cast<double>(stage.in) * scale.width);
        stage.out = roundedWidth(static_cast<double>(stage.out) * scale.width);
        stage.repeats =
            static_cast<std::int64_t>(std::ceil(static_cast<double>(stage.repeats) * scale.depth));
    }
    variant.lastWidth = 4 * variant.stages.back().out;
    return variant;
}

Variant versionTwo(std::vector<Stage> stages, double dropout)
{
    return {std::move(stages), 1280, dropout, {1e-3}};
}

Variant small()
{
    return versionTwo({{Unit::Fused, 1, 3, 1, 24, 24, 2},
                       {Unit::Fused, 4, 3, 2, 24, 48, 4},
                       {Unit::Fused, 4, 3, 2, 48, 64, 4},
                       {Unit::MBConv, 4, 3, 2, 64, 128, 6},
                       {Unit::MBConv, 6, 3, 1, 128, 160, 9},
                       {Unit::MBConv, 6, 3, 2, 160, 256, 15}},
                      0.2);
}

Variant medium()
{
    return versionTwo({{Unit::Fused, 1, 3, 1, 24, 24, 3},
                       {Unit::Fused, 4, 3, 2, 24, 48, 5},
                       {Unit::Fused, 4, 3, 2, 48, 80, 5},
                       {Unit::MBConv, 4, 3, 2, 80, 160, 7},
                       {Unit::MBConv, 6, 3, 1, 160, 176, 14},
                       {Unit::MBConv, 6, 3, 2, 176, 304, 18},
                       {Unit::MBConv, 6, 3, 1, 304, 512, 5}},
                      0.3);
}

Variant large()
{
    return versionTwo({{Unit::Fused, 1, 3, 1, 32, 32, 4},
                       {Unit::Fused, 4, 3, 2, 32, 64, 7},
                       {Unit::Fused, 4, 3, 2, 64, 96, 7},
                       {Unit::MBConv, 4, 3, 2, 96, 192, 10},
                       {Unit::MBConv, 6, 3, 1, 192, 224, 19},
                       {Unit::MBConv, 6, 3, 2, 224, 384, 25},
                       {Unit::MBConv, 6, 3, 1, 384, 640, 7}},
                      0.4);
}

} // namespace

std::shared_ptr<Backbone> makeEfficientNet(int scale)
{
    // The norms of b5 to b7 are those of the original, whose published weights they carry.
    constexpr NormSpec kOriginal{1e-3, 0.01};
    static const std::array<Scale, 8> kScales{{{1.0, 1.0, 0.2, {}},
                                               {1.0, 1.1, 0.2, {}},
                                               {1.1, 1.2, 0.3, {}},
                                               {1.2, 1.4, 0.3, {}},
                                               {1.4, 1.8, 0.4, {}},
                                               {1.6, 2.2, 0.4, kOriginal},
                                               {1.8, 2.6, 0.5, kOriginal},
                                               {2.0, 3.1, 0.5, kOriginal}}};
    return std::make_shared<EfficientNet>(scaled(kScales.at(static_cast<std::size_t>(scale))));
}

std::shared_ptr<Backbone> makeEfficientNetV2(NetworkSize size)
{
    switch (size) {
    case NetworkSize::Small:
        return std::make_shared<EfficientNet>(small());
    case NetworkSize::Medium:
        return std::make_shared<EfficientNet>(medium());
    default:
        return std::make_shared<EfficientNet>(large());
    }
}

} // namespace cultivar::nn
