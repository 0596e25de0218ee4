// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"
#include "core/data/Preprocessing.h"

#include <cstdint>

namespace cultivar {

/// Random variation of training images: rotation, shifts, horizontal flip. Validation images never pass here.
struct AugmentationConfig
{
    bool isEnabled = true;
    double rotationDegrees = 20.0; // ± this
    double shift = 0.20;           // ± this part of the side, in each direction
    bool horizontalFlip = true;

    bool operator==(const AugmentationConfig&) const = default;
};

/// One draw of AugmentationConfig; the same (seed, view, item) gives the same draw on every thread and
/// machine.
struct AugmentationDraw
{
    double rotationDegrees = 0.0;
    double shiftX = 0.0; // part of the crop's width
    double shiftY = 0.0;
    bool isFlipped = false;

    static AugmentationDraw sample(const AugmentationConfig& config, std::uint64_t seed, std::uint64_t view,
                                   std::uint64_t item);
};

/// The `crop` × `crop` view of a picture from resizedForNetwork(), rotated about its centre, shifted and
/// flipped in one bilinear step. Pixels come from outside the centre crop where the picture has them; beyond
/// its edge it is mirrored.
Image augmentedView(const Image& resized, const Preprocessing& preprocessing, const AugmentationDraw& draw);

} // namespace cultivar
