// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"
#include "core/nn/Blocks.h"

#include <map>

namespace cultivar::nn {

namespace {

struct Stage
{
    std::int64_t units, width;
};

struct Variant
{
    std::array<Stage, 4> stages;
    std::int64_t groupWidth;
};

/// A residual bottleneck that does not narrow: 1×1, grouped 3×3, squeeze-excite, 1×1. Parameter names f.a.0 …
/// f.c.1 and, where the shape changes, proj.0, proj.1.
class RegNetUnit : public torch::nn::Module
{
public:
    RegNetUnit(std::int64_t in, std::int64_t out, std::int64_t stride, std::int64_t groupWidth)
        : m_reduce(convNormActivation({in, out, 1}, Activation::ReLU)),
          m_filter(convNormActivation({out, out, 3, stride, out / groupWidth}, Activation::ReLU)),
          m_excite(out, in / 4, Activation::ReLU, Activation::Sigmoid),
          m_widen(convNormActivation({out, out, 1}, Activation::None))
    {
        if (stride != 1 || in != out) {
            m_projection = convNormActivation({in, out, 1, stride}, Activation::None);
            register_module("proj", m_projection);
        }
        const auto f = register_module("f", std::make_shared<torch::nn::Module>());
        f->register_module("a", m_reduce);
        f->register_module("b", m_filter);
        f->register_module("se", m_excite);
        f->register_module("c", m_widen);
    }

    torch::Tensor forward(const torch::Tensor& x) // [N, in, H, W] → [N, out, H / stride, W / stride]
    {
        const torch::Tensor y = m_widen->forward(m_excite->forward(m_filter->forward(m_reduce->forward(x))));
        return torch::relu(y + (m_projection.is_empty() ? x : m_projection->forward(x)));
    }

private:
    Chain m_projection{nullptr};
    Chain m_reduce;
    Chain m_filter;
    SqueezeExcitation m_excite;
    Chain m_widen;
};

/// RegNetY (Radosavovic et al., 2020, section 5); parameter names of torchvision's regnet_y_….
class RegNet : public Backbone
{
public:
    explicit RegNet(const Variant& variant) : Backbone("fc", variant.stages.back().width)
    {
        std::int64_t in = 32;
        const Chain stem = convNormActivation({3, in, 3, 2}, Activation::ReLU);
        register_module("stem", stem);
        addBlock("stem", {"stem"}, [stem](const torch::Tensor& x) { return Chain(stem)->forward(x); });
        const auto trunk = register_module("trunk_output", std::make_shared<torch::nn::Module>());
        for (std::size_t i = 0; i < variant.stages.size(); ++i) {
            const Stage& stage = variant.stages[i];
            const std::string stageName = "block" + std::to_string(i + 1);
            const auto units = trunk->register_module(stageName, std::make_shared<torch::nn::Module>());
            for (std::int64_t j = 0; j < stage.units; ++j) {
                const std::string unitName = stageName + "-" + std::to_string(j);
                const auto unit = units->register_module(
                    unitName,
                    std::make_shared<RegNetUnit>(in, stage.width, j == 0 ? 2 : 1, variant.groupWidth));
                const std::string name = "trunk_output." + stageName + "." + unitName;
                addBlock(name, {name}, [unit](const torch::Tensor& x) { return unit->forward(x); });
                in = stage.width;
            }
        }
        m_fc = register_module("fc", torch::nn::Linear(featureWidth(), 1000));
    }

private:
    torch::Tensor classify(const torch::Tensor& activations) const override
    {
        return torch::linear(pool(activations), m_fc->weight, m_fc->bias);
    }

    torch::nn::Linear m_fc{nullptr};
};

} // namespace

std::shared_ptr<Backbone> makeRegNetY(const std::string& complexity)
{
    // What the paper's linear rule and its rounding make of each network's four numbers.
    static const std::map<std::string, Variant> kVariants{
        {"400mf", {{{{1, 48}, {3, 104}, {6, 208}, {6, 440}}}, 8}},
        {"800mf", {{{{1, 64}, {3, 144}, {8, 320}, {2, 784}}}, 16}},
        {"1_6gf", {{{{2, 48}, {6, 120}, {17, 336}, {2, 888}}}, 24}},
        {"3_2gf", {{{{2, 72}, {5, 216}, {13, 576}, {1, 1512}}}, 24}},
        {"8gf", {{{{2, 224}, {4, 448}, {10, 896}, {1, 2016}}}, 56}},
        {"16gf", {{{{2, 224}, {4, 448}, {11, 1232}, {1, 3024}}}, 112}},
    };
    return std::make_shared<RegNet>(kVariants.at(complexity));
}

} // namespace cultivar::nn
