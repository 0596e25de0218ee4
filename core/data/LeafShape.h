// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Random.h"
#include "core/data/LeafPainter.h"

#include <QPainterPath>

#include <vector>

namespace cultivar {

/// One leaf's geometry about the origin, about two units long, tip upwards (negative y), with its own
/// proportions.
struct LeafShape
{
    QPainterPath blade;
    QPainterPath stalk;
    QPainterPath mainVeins;
    QPainterPath sideVeins;

    static LeafShape draw(LeafSpecies species, Random& random);
};

} // namespace cultivar
