// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"

namespace cultivar::nn {

namespace {

/// A convolution of a height and width of its own, and whether its input is padded to keep the size.
struct Step
{
    const char* name;
    std::int64_t out;
    std::int64_t height = 1, width = 1;
    std::int64_t stride = 1;
    bool isPadded = true;
};

/// Convolution "conv", batch norm "bn", ReLU.
class ConvNorm : public torch::nn::Module
{
public:
    ConvNorm(std::int64_t in, const Step& step)
        : m_conv(torch::nn::Conv2dOptions(in, step.out, {step.height, step.width})
                     .stride(step.stride)
                     .padding(step.isPadded ? torch::ExpandingArray<2>({step.height / 2, step.width / 2})
                                            : torch::ExpandingArray<2>(0))
                     .bias(false)),
          m_norm(torch::nn::BatchNorm2dOptions(step.out).eps(0.001))
    {
        register_module("conv", m_conv);
        register_module("bn", m_norm);
    }

    torch::Tensor forward(const torch::Tensor& x) // [N, in, H, W] → [N, out, …]
    {
        return torch::relu(m_norm->forward(m_conv->forward(x)));
    }

private:
    torch::nn::Conv2d m_conv;
    torch::nn::BatchNorm2d m_norm;
};

/// One of the paths through a mixed module: a pooling, if any, then the steps. Where it forks, the last two
/// steps both read what the one before them wrote.
struct Branch
{
    enum class Pooling { None, Mean, HalvingMax };
    Pooling pooling = Pooling::None;
    std::vector<Step> steps;
    bool isForked = false;
};

/// An inception module: branches side by side, their outputs one after the other in the channels.
class Mixed : public torch::nn::Module
{
public:
    Mixed(std::int64_t in, const std::vector<Branch>& branches)
    {
        for (const Branch& branch : branches) {
            Path path{branch.pooling, {}, branch.isForked};
            std::int64_t width = in;
            for (std::size_t i = 0; i < branch.steps.size(); ++i) {
                const Step& step = branch.steps[i];
                path.convs.push_back(register_module(step.name, std::make_shared<ConvNorm>(width, step)));
                const bool isPenultimate = i + 2 == branch.steps.size();
                if (!branch.isForked || !isPenultimate)
                    width = step.out;
            }
            m_paths.push_back(std::move(path));
        }
    }

    torch::Tensor forward(const torch::Tensor& x) // [N, in, H, W] → [N, the branches' widths, …]
    {
        std::vector<torch::Tensor> outputs;
        for (const Path& path : m_paths) {
            torch::Tensor y = pooled(x, path.pooling);
            const std::size_t straight = path.convs.size() - (path.isForked ? 2 : 0);
            for (std::size_t i = 0; i < straight; ++i)
                y = path.convs[i]->forward(y);
            if (!path.isForked)
                outputs.push_back(y);
            for (std::size_t i = straight; i < path.convs.size(); ++i)
                outputs.push_back(path.convs[i]->forward(y));
        }
        return torch::cat(outputs, 1);
    }

private:
    struct Path
    {
        Branch::Pooling pooling;
        std::vector<std::shared_ptr<ConvNorm>> convs;
        bool isForked;
    };

    static torch::Tensor pooled(const torch::Tensor& x, Branch::Pooling pooling)
    {
        switch (pooling) {
        case Branch::Pooling::None:
            break;
        case Branch::Pooling::Mean:
            return torch::avg_pool2d(x, 3, 1, 1);
        case Branch::Pooling::HalvingMax:
            return torch::max_pool2d(x, 3, 2);
        }
        return x;
    }

    std::vector<Path> m_paths;
};

using Branches = std::vector<Branch>;
using enum Branch::Pooling;

// The paper's figure 5 with its 5×5 kept.
Branches mixed5(std::int64_t pooledWidth)
{
    return {{None, {{"branch1x1", 64}}},
            {None, {{"branch5x5_1", 48}, {"branch5x5_2", 64, 5, 5}}},
            {None, {{"branch3x3dbl_1", 64}, {"branch3x3dbl_2", 96, 3, 3}, {"branch3x3dbl_3", 96, 3, 3}}},
            {Mean, {{"branch_pool", pooledWidth}}}};
}

// Figure 10: halves the picture.
Branches mixed6a()
{
    return {{None, {{"branch3x3", 384, 3, 3, 2, false}}},
            {None,
             {{"branch3x3dbl_1", 64}, {"branch3x3dbl_2", 96, 3, 3}, {"branch3x3dbl_3", 96, 3, 3, 2, false}}},
            {HalvingMax, {}}};
}

// Figure 6: a 7×7 convolution as 1×7 and 7×1.
Branches mixed6(std::int64_t width)
{
    return {{None, {{"branch1x1", 192}}},
            {None, {{"branch7x7_1", width}, {"branch7x7_2", width, 1, 7}, {"branch7x7_3", 192, 7, 1}}},
            {None,
             {{"branch7x7dbl_1", width},
              {"branch7x7dbl_2", width, 7, 1},
              {"branch7x7dbl_3", width, 1, 7},
              {"branch7x7dbl_4", width, 7, 1},
              {"branch7x7dbl_5", 192, 1, 7}}},
            {Mean, {{"branch_pool", 192}}}};
}

// Halves the picture once more.
Branches mixed7a()
{
    return {{None, {{"branch3x3_1", 192}, {"branch3x3_2", 320, 3, 3, 2, false}}},
            {None,
             {{"branch7x7x3_1", 192},
              {"branch7x7x3_2", 192, 1, 7},
              {"branch7x7x3_3", 192, 7, 1},
              {"branch7x7x3_4", 192, 3, 3, 2, false}}},
            {HalvingMax, {}}};
}

// Figure 7: 3×3 convolutions that fork into 1×3 and 3×1.
Branches mixed7()
{
    return {{None, {{"branch1x1", 320}}},
            {None, {{"branch3x3_1", 384}, {"branch3x3_2a", 384, 1, 3}, {"branch3x3_2b", 384, 3, 1}}, true},
            {None,
             {{"branch3x3dbl_1", 448},
              {"branch3x3dbl_2", 384, 3, 3},
              {"branch3x3dbl_3a", 384, 1, 3},
              {"branch3x3dbl_3b", 384, 3, 1}},
             true},
            {Mean, {{"branch_pool", 192}}}};
}

/// The classifier that helped to train the lower half. It never runs here; its parameters have names, so that
/// a published file can be read whole.
class AuxiliaryClassifier : public torch::nn::Module
{
public:
    AuxiliaryClassifier()
    {
        register_module("conv0", std::make_shared<ConvNorm>(768, Step{"conv0", 128}));
        register_module("conv1", std::make_shared<ConvNorm>(128, Step{"conv1", 768, 5, 5, 1, false}));
        register_module("fc", torch::nn::Linear(768, 1000));
    }
};

// The published weights expect colours in −1 … 1, yet torchvision's preprocessing of them is every network's
// (mean 0.485 …) and the network itself turns one into the other. Here it does so too, always and in its
// first block: preprocessing and model files stay the same for all networks, and a network trained from
// scratch does not mind. It is torchvision's transform_input = True.
torch::Tensor rescaled(const torch::Tensor& x) // [N, 3, H, W]
{
    const auto scale = torch::tensor({0.229 / 0.5, 0.224 / 0.5, 0.225 / 0.5}, x.options());
    const auto shift =
        torch::tensor({(0.485 - 0.5) / 0.5, (0.456 - 0.5) / 0.5, (0.406 - 0.5) / 0.5}, x.options());
    return x * scale.view({3, 1, 1}) + shift.view({3, 1, 1});
}

/// Inception v3 (Szegedy et al., 2015), table 1; parameter names of torchvision's inception_v3. Pictures have
/// at least 75 pixels a side.
class InceptionV3 : public Backbone
{
public:
    InceptionV3() : Backbone("fc", 2048)
    {
        appendStem();
        append("Mixed_5b", 192, mixed5(32));
        append("Mixed_5c", 256, mixed5(64));
        append("Mixed_5d", 288, mixed5(64));
        append("Mixed_6a", 288, mixed6a());
        append("Mixed_6b", 768, mixed6(128));
        append("Mixed_6c", 768, mixed6(160));
        append("Mixed_6d", 768, mixed6(160));
        append("Mixed_6e", 768, mixed6(192));
        register_module("AuxLogits", std::make_shared<AuxiliaryClassifier>());
        append("Mixed_7a", 768, mixed7a());
        append("Mixed_7b", 1280, mixed7());
        append("Mixed_7c", 2048, mixed7());
        register_module("dropout", m_dropout);
        m_fc = register_module("fc", torch::nn::Linear(featureWidth(), 1000));
    }

    bool isClassifierTensor(const std::string& name) const override
    {
        return Backbone::isClassifierTensor(name) || name.rfind("AuxLogits.", 0) == 0;
    }

private:
    void appendStem()
    {
        const auto convNorm = [this](std::int64_t in, const Step& step) {
            return register_module(step.name, std::make_shared<ConvNorm>(in, step));
        };
        const auto pooled = [](const torch::Tensor& x) { return torch::max_pool2d(x, 3, 2); };
        const auto conv1a = convNorm(3, {"Conv2d_1a_3x3", 32, 3, 3, 2, false});
        const auto conv2a = convNorm(32, {"Conv2d_2a_3x3", 32, 3, 3, 1, false});
        const auto conv2b = convNorm(32, {"Conv2d_2b_3x3", 64, 3, 3});
        const auto conv3b = convNorm(64, {"Conv2d_3b_1x1", 80});
        const auto conv4a = convNorm(80, {"Conv2d_4a_3x3", 192, 3, 3, 1, false});
        addBlock("Conv2d_1a_3x3", {"Conv2d_1a_3x3"},
                 [conv1a](const torch::Tensor& x) { return conv1a->forward(rescaled(x)); });
        addBlock("Conv2d_2a_3x3", {"Conv2d_2a_3x3"},
                 [conv2a](const torch::Tensor& x) { return conv2a->forward(x); });
        addBlock("Conv2d_2b_3x3", {"Conv2d_2b_3x3"},
                 [=](const torch::Tensor& x) { return pooled(conv2b->forward(x)); });
        addBlock("Conv2d_3b_1x1", {"Conv2d_3b_1x1"},
                 [conv3b](const torch::Tensor& x) { return conv3b->forward(x); });
        addBlock("Conv2d_4a_3x3", {"Conv2d_4a_3x3"},
                 [=](const torch::Tensor& x) { return pooled(conv4a->forward(x)); });
    }

    void append(const std::string& name, std::int64_t in, const Branches& branches)
    {
        const auto mixed = register_module(name, std::make_shared<Mixed>(in, branches));
        addBlock(name, {name}, [mixed](const torch::Tensor& x) { return mixed->forward(x); });
    }

    torch::Tensor classify(const torch::Tensor& activations) const override
    {
        const auto features = torch::nn::Dropout(m_dropout)->forward(pool(activations));
        return torch::linear(features, m_fc->weight, m_fc->bias);
    }

    torch::nn::Dropout m_dropout{0.5};
    torch::nn::Linear m_fc{nullptr};
};

} // namespace

std::shared_ptr<Backbone> makeInceptionV3()
{
    return std::make_shared<InceptionV3>();
}

} // namespace cultivar::nn
