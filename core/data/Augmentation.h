// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/AugmentationConfig.h"
#include "core/data/ColorJitter.h"
#include "core/data/Image.h"
#include "core/data/Preprocessing.h"

#include <cstdint>

namespace cultivar {

/// One draw of AugmentationConfig; the same (seed, view, item) gives the same draw on every thread and
/// machine.
struct AugmentationDraw
{
    double rotationDegrees = 0.0;
    double shiftX = 0.0; // part of the crop's width
    double shiftY = 0.0;
    bool isFlipped = false;
    bool isFlippedVertically = false;
    double scale = 1.0; // above 1 magnifies
    double shearDegrees = 0.0;
    ColorJitter color;
    double blurSigma = 0.0; // pixels
    /// The part of the picture that fills the view: its share of the area, its width to its height, and
    /// where it lies between left (0) and right (1), top (0) and bottom (1). Everything, centred, at an area
    /// of 1.
    struct Part
    {
        double area = 1.0, aspect = 1.0, x = 0.5, y = 0.5;
    } part;
    /// What is erased, as parts of the crop's side; nothing when it has no width.
    struct Rectangle
    {
        double x = 0.0, y = 0.0, width = 0.0, height = 0.0;
    } erased;

    static AugmentationDraw sample(const AugmentationConfig& config, std::uint64_t seed, std::uint64_t view,
                                   std::uint64_t item);
};

/// The `crop` × `crop` view of a picture from resizedForNetwork(), flipped, sheared, zoomed and rotated
/// about its centre and shifted in one bilinear step. Pixels come from outside the centre crop where the
/// picture has them; beyond its edge it is mirrored. A drawn part takes the centre crop's place. Then come
/// colours, blur, and erasing, which fills with the backbone's mean: zero once normalised.
Image augmentedView(const Image& resized, const Preprocessing& preprocessing, const AugmentationDraw& draw);

} // namespace cultivar
