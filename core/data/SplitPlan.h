// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/ItemGroups.h"

#include <cstdint>

namespace cultivar {

/// On which side of an earlier split each item of a dataset stood: Train, Validation, or Unassigned where it
/// was not there. Empty: there was none.
using ItemSides = std::vector<Subset>;

/// Which items train and which judge: indices into Dataset::items. Folders named train, val and test are
/// honoured; otherwise each class gives @p validationShare of its images (at least one when it has two or
/// more), drawn with the seed and independent of the file system's order.
struct SplitPlan
{
    std::vector<std::size_t> train;
    std::vector<std::size_t> validation;
    std::vector<std::size_t> test;

    /// Items of one group (@p groups: a number per item, or empty) are drawn together, so that a class gives
    /// as many images as its groups allow: none rather than its last training image. Without a group of two
    /// or more among the images to be drawn from, the plan is the same as without groups. Folders come first:
    /// what they part stays parted. An item that has a side among @p sides keeps it, with those of its group:
    /// training where they differ, and where it would be the class's last training image. Errors:
    /// TooFewClasses (fewer than two with training images), ClassTooSmall (a class with no image to train on,
    /// named), NoImages (nothing left to validate with).
    static Result<SplitPlan> make(const Dataset& dataset, std::uint64_t seed, double validationShare = 0.20,
                                  const ItemGroups& groups = {}, const ItemSides& sides = {});

    /// How many of a class's @p images are meant to validate.
    static std::size_t validationCount(std::size_t images, double validationShare);
};

} // namespace cultivar
