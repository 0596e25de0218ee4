// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <functional>
#include <string>
#include <vector>

namespace cultivar::nn {

/// A pretrained network as a chain of named blocks, with torchvision's parameter names. The chain can be cut
/// at any block boundary: what lies before the cut is the frozen trunk, what follows trains. Families
/// register their modules and describe the chain with addBlock(); nothing else knows how they look inside.
class Backbone : public torch::nn::Module
{
public:
    /// A module that holds parameters itself: a convolution, linear or normalisation module, or one that
    /// has parameters beside its submodules, such as attention; the latter is called by its first parameter.
    struct Layer
    {
        std::string name; // "features.17.conv.0.0", "features.1.0.layer_scale"
        std::size_t block = 0;
        std::shared_ptr<torch::nn::Module> module;
    };

    std::size_t blockCount() const { return m_blocks.size(); }
    const std::string& blockName(std::size_t block) const { return m_blocks[block].name; }
    std::int64_t featureWidth() const { return m_featureWidth; }

    /// Through blocks first … end − 1. Input of block 0: [N, 3, H, W]; between blocks [N, C, h, w] or, in
    /// transformers, [N, tokens, C] or [N, h, w, C]; N always comes first.
    torch::Tensor forwardBlocks(torch::Tensor x, std::size_t first, std::size_t end) const;
    /// The last block's activations → [N, featureWidth]; where not overridden, [N, C, h, w] averaged over the
    /// picture.
    virtual torch::Tensor pool(const torch::Tensor& activations) const;
    /// The block before which the activations still have a place in the picture, each with a part in the
    /// features: where to look for what speaks for a class. placed() makes them [N, C, h, w].
    virtual std::size_t placedEnd() const { return blockCount(); }
    virtual torch::Tensor placed(const torch::Tensor& activations) const { return activations; }
    /// [N, 3, H, W] → [N, featureWidth].
    torch::Tensor features(const torch::Tensor& images) const
    {
        return pool(forwardBlocks(images, 0, blockCount()));
    }
    /// ImageNet logits through the network's own classifier, [N, 3, H, W] → [N, 1000]; equal to
    /// torchvision's.
    torch::Tensor logits(const torch::Tensor& images) const;

    /// Layers of the blocks in registration order, the original classifier left out.
    std::vector<Layer> layers() const;
    /// Whether @p name (of a parameter or buffer) belongs to the original classifier or is only of use while
    /// that one trains, as an auxiliary classifier.
    virtual bool isClassifierTensor(const std::string& name) const;

    /// The name of today for a tensor in an older file of published weights.
    virtual std::string currentName(const std::string& fileName) const { return fileName; }

    /// Random values as torchvision initialises them, from torch's global generator. Where not overridden:
    /// He normal (fan out) for convolutions, ones and zeros for normalisation.
    virtual void initialize();

protected:
    Backbone(std::string classifierName, std::int64_t featureWidth)
        : m_classifierName(std::move(classifierName)), m_featureWidth(featureWidth)
    {
    }

    using Function = std::function<torch::Tensor(const torch::Tensor&)>;
    /// @p modules: the names of the registered modules that the block owns. @p holders: those of which it
    /// owns the parameters they hold themselves, but not their submodules; "" is the network.
    void addBlock(std::string name, std::vector<std::string> modules, Function forward,
                  std::vector<std::string> holders = {});
    /// initialize() of the newer families: normal values of deviation 0.02 for convolutions and linear
    /// layers, zero biases, ones and zeros for normalisation.
    void initializeTransformer();
    /// The last block's activations → ImageNet logits [N, 1000].
    virtual torch::Tensor classify(const torch::Tensor& activations) const = 0;

private:
    struct Block
    {
        std::string name;
        std::vector<std::string> modules;
        Function forward;
        std::vector<std::string> holders;
    };
    bool owns(const Block& block, const std::string& module) const;

    std::vector<Block> m_blocks;
    std::string m_classifierName;
    std::int64_t m_featureWidth;
};

} // namespace cultivar::nn
