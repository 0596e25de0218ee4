// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/PerceptualHash.h"

#include <filesystem>
#include <vector>

namespace cultivar {

/// Finds files that are the same and pictures that look the same. Any thread.
class DuplicateFinder
{
public:
    /// Indices that belong together: groups of two or more, each ascending, in the order of their first.
    using Groups = std::vector<std::vector<std::size_t>>;

    /// Files with the same bytes: those of equal size are compared by SHA-256. Files that cannot be read are
    /// in no group. Incomplete when cancelled.
    static Groups exact(const std::vector<std::filesystem::path>& paths, int threads,
                        const CancelToken& cancel = {});

    /// Pictures whose hashes are at most PerceptualHash::kNearDuplicateDistance apart, and what is connected
    /// through such pairs. Flat pictures are in no group. Takes about 70 look-ups per picture, whatever their
    /// number (multi-index hashing; Norouzi, Punjani and Fleet, "Fast Search in Hamming Space with
    /// Multi-Index Hashing", 2012).
    static Groups near(const std::vector<PerceptualHash>& hashes);
};

} // namespace cultivar
