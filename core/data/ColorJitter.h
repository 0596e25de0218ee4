// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"

namespace cultivar {

/// One change of a picture's colours, defined as torchvision.transforms.functional does and applied in the
/// order of the members. The defaults change nothing. Any thread.
struct ColorJitter
{
    double brightness = 1.0; // factor, 0 is black
    double contrast = 1.0;   // factor around the mean grey
    double saturation = 1.0; // factor, 0 is grey
    double hue = 0.0;        // part of the colour circle, −0.5 to 0.5

    bool operator==(const ColorJitter&) const = default;

    void applyTo(Image& image) const;
};

} // namespace cultivar
