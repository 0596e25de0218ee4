// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/ItemGroups.h"
#include "core/data/PerceptualHash.h"

namespace cultivar {

/// Items of a dataset and what each looks like, side by side. One that could not be read counts as flat.
struct HashedItems
{
    std::vector<std::size_t> items;
    std::vector<PerceptualHash> hashes;
};

/// @p groups (or none) with copies joined: pictures that look the same, and flat ones with the same bytes.
/// Looks are chained, so that a burst stays together, but never so far that a class would lose the images it
/// needs for @p validationShare of it: of a chain that long, which says what the class looks like rather than
/// that these are copies, only pictures with equal hashes are joined. Items beside @p looks are left alone.
ItemGroups joinDuplicates(const Dataset& dataset, const ItemGroups& groups, const HashedItems& looks,
                          double validationShare);

} // namespace cultivar
