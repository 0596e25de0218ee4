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

} // namespace cultivar
