// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"
#include "core/nn/Blocks.h"

namespace cultivar::nn {

namespace {

constexpr NormSpec kNorm{.eps = 0.001, .momentum = 0.01};

/// Weighs each channel by what all channels show on average; parameter names fc1 and fc2.
class HardSqueezeExcitation : public torch::nn::Module
{
public:
    explicit HardSqueezeExcitation(std::int64_t width)
        : m_fc1(torch::nn::Conv2dOptions(width, roundedWidth(width / 4), 1)),
          m_fc2(torch::nn::Conv2dOptions(roundedWidth(width / 4), width, 1))
    {
        register_module("fc1", m_fc1);
        register_module("fc2", m_fc2);
    }

    torch::Tensor forward(const torch::Tensor& x) // [N, width, H, W], also what it returns
    {
        const torch::Tensor mean = torch::adaptive_avg_pool2d(x, {1, 1});
        return x *
               torch::hardsigmoid(m_fc2->forward(torch::relu(m_fc1->forward(mean)))); // · [N, width, 1, 1]
    }

private:
    torch::nn::Conv2d m_fc1;
    torch::nn::Conv2d m_fc2;
};

/// One row of the paper's tables 1 and 2; the input's width is the output's of the row before.
struct Row
{
    std::int64_t kernel, expanded, out;
    bool excites;
    Activation activation;
    std::int64_t stride;
};

/// Expand with 1×1 where the row widens, filter each channel, weigh the channels, project with 1×1.
class InvertedResidual : public torch::nn::Module
{
public:
    InvertedResidual(std::int64_t in, const Row& row) : m_addsInput(row.stride == 1 && in == row.out)
    {
        if (row.expanded != in)
            m_chain->push_back(convNormActivation({in, row.expanded, 1}, row.activation, kNorm));
        m_chain->push_back(convNormActivation(
            {row.expanded, row.expanded, row.kernel, row.stride, row.expanded}, row.activation, kNorm));
        if (row.excites)
            m_chain->push_back(std::make_shared<HardSqueezeExcitation>(row.expanded));
        m_chain->push_back(convNormActivation({row.expanded, row.out, 1}, Activation::None, kNorm));
        register_module("block", m_chain);
    }

    torch::Tensor forward(const torch::Tensor& x) // [N, in, H, W] → [N, out, H / stride, W / stride]
    {
        return m_addsInput ? x + m_chain->forward(x) : m_chain->forward(x);
    }

private:
    Chain m_chain;
    bool m_addsInput;
};

/// MobileNetV3 (Howard et al., 2019), tables 1 and 2; parameter names of torchvision's mobilenet_v3_small and
/// mobilenet_v3_large.
class MobileNetV3 : public Backbone
{
public:
    /// @p hidden: the width of the classifier's hidden layer.
    MobileNetV3(const std::vector<Row>& rows, std::int64_t hidden)
        : Backbone("classifier", 6 * rows.back().out)
    {
        register_module("features", m_features);
        std::int64_t width = 16;
        append(convNormActivation({3, width, 3, 2}, Activation::Hardswish, kNorm).ptr());
        for (const Row& row : rows) {
            append(std::make_shared<InvertedResidual>(width, row));
            width = row.out;
        }
        append(convNormActivation({width, featureWidth(), 1}, Activation::Hardswish, kNorm).ptr());
        m_classifier->push_back(torch::nn::Linear(featureWidth(), hidden));
        m_classifier->push_back(
            torch::nn::Functional([](const torch::Tensor& x) { return torch::hardswish(x); }));
        m_classifier->push_back(torch::nn::Dropout(0.2));
        m_classifier->push_back(torch::nn::Linear(hidden, 1000));
        register_module("classifier", m_classifier);
    }

private:
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

std::shared_ptr<Backbone> makeMobileNetV3Small()
{
    using enum Activation;
    const std::vector<Row> rows{
        {3, 16, 16, true, ReLU, 2},       {3, 72, 24, false, ReLU, 2},      {3, 88, 24, false, ReLU, 1},
        {5, 96, 40, true, Hardswish, 2},  {5, 240, 40, true, Hardswish, 1}, {5, 240, 40, true, Hardswish, 1},
        {5, 120, 48, true, Hardswish, 1}, {5, 144, 48, true, Hardswish, 1}, {5, 288, 96, true, Hardswish, 2},
        {5, 576, 96, true, Hardswish, 1}, {5, 576, 96, true, Hardswish, 1}};
    return std::make_shared<MobileNetV3>(rows, 1024);
}

std::shared_ptr<Backbone> makeMobileNetV3Large()
{
    using enum Activation;
    const std::vector<Row> rows{{3, 16, 16, false, ReLU, 1},       {3, 64, 24, false, ReLU, 2},
                                {3, 72, 24, false, ReLU, 1},       {5, 72, 40, true, ReLU, 2},
                                {5, 120, 40, true, ReLU, 1},       {5, 120, 40, true, ReLU, 1},
                                {3, 240, 80, false, Hardswish, 2}, {3, 200, 80, false, Hardswish, 1},
                                {3, 184, 80, false, Hardswish, 1}, {3, 184, 80, false, Hardswish, 1},
                                {3, 480, 112, true, Hardswish, 1}, {3, 672, 112, true, Hardswish, 1},
                                {5, 672, 160, true, Hardswish, 2}, {5, 960, 160, true, Hardswish, 1},
                                {5, 960, 160, true, Hardswish, 1}};
    return std::make_shared<MobileNetV3>(rows, 1280);
}

} // namespace cultivar::nn
