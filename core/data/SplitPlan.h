// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

#include <cstdint>

namespace cultivar {

/// Which items train and which judge: indices into Dataset::items. Folders named train, val and test are
/// honoured; otherwise each class gives @p validationShare of its images (at least one when it has two or
/// more), drawn with the seed and independent of the file system's order.
struct SplitPlan
{
    std::vector<std::size_t> train;
    std::vector<std::size_t> validation;
    std::vector<std::size_t> test;

    /// Errors: TooFewClasses (fewer than two with training images), ClassTooSmall (a class with no image to
    /// train on, named), NoImages (nothing left to validate with).
    static Result<SplitPlan> make(const Dataset& dataset, std::uint64_t seed, double validationShare = 0.20);
};

} // namespace cultivar
