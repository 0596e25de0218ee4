// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Random.h"
#include "core/data/Dataset.h"

#include <algorithm>

namespace cultivar {

/// Shuffles @p items (indices into Dataset::items), sorted by path before, so that the order in which the
/// file system listed them does not matter.
inline void shuffleByPath(const Dataset& dataset, std::vector<std::size_t>& items, Random random)
{
    std::sort(items.begin(), items.end(), [&](std::size_t a, std::size_t b) {
        return dataset.items[a].path.native() < dataset.items[b].path.native();
    });
    random.shuffle(items);
}

} // namespace cultivar
