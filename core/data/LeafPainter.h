// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Random.h"

#include <QImage>

#include <cstdint>

class QPainter;

namespace cultivar {

enum class LeafSpecies : std::uint8_t { Birch, Ginkgo, Maple, Oak, Willow };

/// Draws one photo-like picture of a leaf on paper, soil or grass. Everything that varies is drawn from one
/// random stream. Paints on a QImage without text, so it needs no QGuiApplication. Any thread.
class LeafPainter
{
public:
    LeafPainter(LeafSpecies species, const Random& random) : m_species(species), m_random(random) {}

    /// @p side × @p side pixels, RGB.
    QImage paint(int side);

private:
    void placeLeaf(QPainter& painter, int side);
    void paintLeaf(QPainter& painter, const QPointF& shadowOffset);
    void paintOcclusion(QPainter& painter, int side);

    LeafSpecies m_species;
    Random m_random;
};

} // namespace cultivar
