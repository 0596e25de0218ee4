// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"
#include "core/nn/Blocks.h"

namespace cultivar::nn {

namespace {

// The original classifier takes half a gigabyte and is mostly left behind; memory that nobody fills costs
// neither time nor pages.
torch::nn::Linear unfilledLinear(std::int64_t in, std::int64_t out)
{
    torch::nn::Linear linear(1, 1);
    linear->weight.set_data(torch::empty({out, in}));
    linear->bias.set_data(torch::empty({out}));
    return linear;
}

/// VGG (Simonyan and Zisserman, 2014), table 1, with batch norms where asked for; parameter names of
/// torchvision's vgg11, vgg11_bn … Each convolution with what follows it up to the next is a block.
class Vgg : public Backbone
{
public:
    Vgg(const std::array<int, 5>& convsPerStage, bool isNormalised) : Backbone("classifier", 512)
    {
        register_module("features", m_features);
        std::int64_t in = 3;
        for (int stage = 0; stage < 5; ++stage) {
            const std::int64_t out = std::min<std::int64_t>(512, 64LL << stage);
            for (int i = 0; i < convsPerStage[stage]; ++i) {
                Chain group(torch::nn::Conv2d(torch::nn::Conv2dOptions(in, out, 3).padding(1))); // with bias
                if (isNormalised)
                    group->push_back(torch::nn::BatchNorm2d(out));
                group->push_back(torch::nn::ReLU(torch::nn::ReLUOptions(true)));
                if (i + 1 == convsPerStage[stage])
                    group->push_back(torch::nn::MaxPool2d(torch::nn::MaxPool2dOptions(2).stride(2)));
                append(group);
                in = out;
            }
        }
        addClassifier();
    }

private:
    // The names count the modules of all groups, so the groups themselves stay unregistered.
    void append(const Chain& group)
    {
        const std::string name = featureName(m_features->size());
        std::vector<std::string> owned;
        for (const auto& module : *group) {
            owned.push_back(featureName(m_features->size()));
            m_features->push_back(module);
        }
        addBlock(name, owned, [group](const torch::Tensor& x) { return Chain(group)->forward(x); });
    }

    static std::string featureName(std::size_t number) { return "features." + std::to_string(number); }

    void addClassifier()
    {
        m_classifier->push_back(unfilledLinear(512 * 7 * 7, 4096));
        m_classifier->push_back(torch::nn::ReLU(torch::nn::ReLUOptions(true)));
        m_classifier->push_back(torch::nn::Dropout(0.5));
        m_classifier->push_back(unfilledLinear(4096, 4096));
        m_classifier->push_back(torch::nn::ReLU(torch::nn::ReLUOptions(true)));
        m_classifier->push_back(torch::nn::Dropout(0.5));
        m_classifier->push_back(unfilledLinear(4096, 1000));
        register_module("classifier", m_classifier);
    }

    // The original classifier knows where in the picture things are; a new head gets the plain mean instead,
    // 512 features rather than 25,088.
    torch::Tensor classify(const torch::Tensor& activations) const override
    {
        return Chain(m_classifier)->forward(torch::adaptive_avg_pool2d(activations, {7, 7}).flatten(1));
    }

    torch::nn::Sequential m_features;
    Chain m_classifier;
};

} // namespace

std::shared_ptr<Backbone> makeVgg(const std::array<int, 5>& convsPerStage, bool isNormalised)
{
    return std::make_shared<Vgg>(convsPerStage, isNormalised);
}

} // namespace cultivar::nn
