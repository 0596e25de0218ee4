// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"

#include <cstdint>

namespace cultivar {

/// What a picture looks like in 64 bits, alike for copies in another size, format or brightness: the signs of
/// the lowest frequencies of a 32 × 32 greyscale against their median (pHash; Zauner, "Implementation and
/// Benchmarking of Perceptual Image Hash Functions", 2010, section 3.2.1). A value; any thread.
struct PerceptualHash
{
    /// Pictures at most this many bits apart count as copies of each other.
    /// Provisional: not yet measured on real photos.
    static constexpr int kNearDuplicateDistance = 4;

    std::uint64_t bits = 0;
    /// A picture of one colour: its bits are noise and are compared with nothing.
    bool isFlat = true;

    /// @p image must not be null; its aspect ratio is ignored.
    static PerceptualHash of(const Image& image);

    /// Number of different bits, 0–64.
    int distanceTo(const PerceptualHash& other) const;
};

} // namespace cultivar
