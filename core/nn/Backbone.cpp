// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/Backbone.h"

#include <algorithm>

namespace cultivar::nn {

namespace {

bool isInside(const std::string& name, const std::string& module)
{
    return name.compare(0, module.size(), module) == 0 &&
           (name.size() == module.size() || name[module.size()] == '.');
}

std::string layerName(const std::string& module, const torch::nn::Module& layer)
{
    if (layer.children().empty())
        return module;
    const std::string parameter = layer.named_parameters(/*recurse=*/false)[0].key();
    return module.empty() ? parameter : module + '.' + parameter;
}

} // namespace

void Backbone::addBlock(std::string name, std::vector<std::string> modules, Function forward,
                        std::vector<std::string> holders)
{
    m_blocks.push_back({std::move(name), std::move(modules), std::move(forward), std::move(holders)});
}

torch::Tensor Backbone::forwardBlocks(torch::Tensor x, std::size_t first, std::size_t end) const
{
    for (std::size_t i = first; i < end; ++i)
        x = m_blocks[i].forward(x);
    return x;
}

torch::Tensor Backbone::pool(const torch::Tensor& activations) const
{
    return torch::adaptive_avg_pool2d(activations, {1, 1}).flatten(1);
}

torch::Tensor Backbone::logits(const torch::Tensor& images) const
{
    return classify(forwardBlocks(images, 0, blockCount()));
}

bool Backbone::owns(const Block& block, const std::string& module) const
{
    const auto holds = [&](const std::string& owned) { return isInside(module, owned); };
    return std::any_of(block.modules.begin(), block.modules.end(), holds) ||
           std::find(block.holders.begin(), block.holders.end(), module) != block.holders.end();
}

std::vector<Backbone::Layer> Backbone::layers() const
{
    std::vector<Layer> layers;
    for (const auto& item : named_modules()) {
        if (item.value()->parameters(/*recurse=*/false).empty() || isClassifierTensor(item.key()))
            continue;
        for (std::size_t block = 0; block < m_blocks.size(); ++block) {
            if (owns(m_blocks[block], item.key()))
                layers.push_back({layerName(item.key(), *item.value()), block, item.value()});
        }
    }
    return layers;
}

bool Backbone::isClassifierTensor(const std::string& name) const
{
    return isInside(name, m_classifierName);
}

void Backbone::initialize()
{
    torch::NoGradGuard guard;
    for (const auto& module : modules(/*include_self=*/false)) {
        if (auto* conv = module->as<torch::nn::Conv2d>()) {
            torch::nn::init::kaiming_normal_(conv->weight, 0.0, torch::kFanOut, torch::kReLU);
            if (conv->bias.defined())
                torch::nn::init::zeros_(conv->bias);
        } else if (auto* norm = module->as<torch::nn::BatchNorm2d>()) {
            torch::nn::init::ones_(norm->weight);
            torch::nn::init::zeros_(norm->bias);
        }
    }
}

void Backbone::initializeTransformer()
{
    torch::NoGradGuard guard;
    for (const auto& item : named_parameters()) {
        const std::string name = item.key().substr(item.key().rfind('.') + 1);
        if (item.value().dim() > 1 && name == "weight")
            torch::nn::init::normal_(item.value(), 0.0, 0.02);
        else if (name == "weight")
            torch::nn::init::ones_(item.value());
        else if (name == "bias")
            torch::nn::init::zeros_(item.value());
    }
}

} // namespace cultivar::nn
