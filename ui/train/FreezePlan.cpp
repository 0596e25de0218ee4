// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/FreezePlan.h"

#include <algorithm>

namespace cultivar {

FreezePlan::FreezePlan(BackboneOutline outline) : m_outline(std::move(outline))
{
    m_isTrained.assign(static_cast<std::size_t>(m_outline.layerCount()), false);
}

void FreezePlan::setLastLayers(int count)
{
    const int frozen = std::max(0, layerCount() - count);
    for (int i = 0; i < layerCount(); ++i)
        m_isTrained[static_cast<std::size_t>(i)] = i >= frozen;
}

std::size_t FreezePlan::firstLayerOf(std::size_t block) const
{
    std::size_t first = 0;
    for (std::size_t i = 0; i < block; ++i)
        first += m_outline.blocks[i].layers.size();
    return first;
}

void FreezePlan::setBlock(std::size_t block, bool isTrained)
{
    const std::size_t first = firstLayerOf(block);
    for (std::size_t i = 0; i < m_outline.blocks[block].layers.size(); ++i)
        m_isTrained[first + i] = isTrained;
}

int FreezePlan::trainedLayersOf(std::size_t block) const
{
    const auto first = m_isTrained.begin() + static_cast<std::ptrdiff_t>(firstLayerOf(block));
    return static_cast<int>(
        std::count(first, first + static_cast<std::ptrdiff_t>(m_outline.blocks[block].layers.size()), true));
}

int FreezePlan::lastLayers() const
{
    const auto frozen = std::find(m_isTrained.rbegin(), m_isTrained.rend(), false);
    return static_cast<int>(frozen - m_isTrained.rbegin());
}

int FreezePlan::trainedLayers() const
{
    return static_cast<int>(std::count(m_isTrained.begin(), m_isTrained.end(), true));
}

UnfreezeSpec FreezePlan::spec() const
{
    UnfreezeSpec spec;
    const int trained = trainedLayers();
    if (trained == 0)
        return spec;
    if (trained == layerCount()) {
        spec.kind = UnfreezeSpec::Kind::All;
        return spec;
    }
    if (trained == lastLayers()) {
        spec.kind = UnfreezeSpec::Kind::LastLayers;
        spec.lastLayers = trained;
        return spec;
    }
    spec.kind = UnfreezeSpec::Kind::Blocks;
    std::size_t layerIndex = 0;
    for (std::size_t b = 0; b < m_outline.blocks.size(); ++b) {
        const BackboneOutline::Block& block = m_outline.blocks[b];
        const bool isWhole = trainedLayersOf(b) == static_cast<int>(block.layers.size());
        if (isWhole)
            spec.blocks << block.name;
        for (const BackboneOutline::Layer& layer : block.layers) {
            if (!isWhole && m_isTrained[layerIndex])
                spec.blocks << layer.name;
            ++layerIndex;
        }
    }
    return spec;
}

ParameterCount FreezePlan::parameters(const HeadSpec& head, int classes) const
{
    const std::int64_t width = m_outline.featureWidth;
    const std::int64_t inHead = head.type == HeadSpec::Type::Linear
                                    ? (width + 1) * classes
                                    : (width + 1) * head.hidden + (std::int64_t(head.hidden) + 1) * classes;
    ParameterCount count{inHead, inHead + m_outline.parameterCount()};
    std::size_t index = 0;
    for (const BackboneOutline::Block& block : m_outline.blocks) {
        for (const BackboneOutline::Layer& layer : block.layers) {
            if (m_isTrained[index++])
                count.trainable += layer.parameters;
        }
    }
    return count;
}

} // namespace cultivar
