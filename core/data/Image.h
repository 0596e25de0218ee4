// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace cultivar {

/// A picture in memory: 8-bit RGB, interleaved, rows top to bottom without padding.
struct Image
{
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb; // [height, width, 3]

    bool isNull() const { return rgb.empty(); }
};

/// One colour of a pixel of transparency @p alpha, put on white; all 0–255.
inline std::uint8_t onWhite(int color, int alpha)
{
    return static_cast<std::uint8_t>((color * alpha + 255 * (255 - alpha) + 127) / 255);
}

} // namespace cultivar
