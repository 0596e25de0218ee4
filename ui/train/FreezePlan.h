// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/BackboneOutline.h"
#include "core/model/ModelDescription.h"

#include <vector>

namespace cultivar {

/// Which layers of a backbone train, as the layer list edits it: whole blocks or the last N layers. A plain
/// value.
class FreezePlan
{
public:
    FreezePlan() = default;
    explicit FreezePlan(BackboneOutline outline); // everything frozen

    const BackboneOutline& outline() const { return m_outline; }
    void setLastLayers(int count);
    void setBlock(std::size_t block, bool isTrained);

    int layerCount() const { return static_cast<int>(m_isTrained.size()); }
    int trainedLayersOf(std::size_t block) const;
    /// Trained layers in one run up to the last.
    int lastLayers() const;
    int trainedLayers() const;
    /// The same choice as the trainer takes it.
    UnfreezeSpec spec() const;
    /// With the head, which always trains.
    ParameterCount parameters(const HeadSpec& head, int classes) const;

private:
    std::size_t firstLayerOf(std::size_t block) const;

    BackboneOutline m_outline;
    std::vector<bool> m_isTrained; // by layer
};

} // namespace cultivar
