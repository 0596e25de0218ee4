// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/DuplicateGroups.h"
#include "core/data/SplitPlan.h"
#include "core/train/TrainingConfig.h"

#include <functional>

namespace cultivar {

/// Looks at the pictures of some items: a hash for each, flat where one cannot be read.
using LookAtItems = std::function<std::vector<PerceptualHash>(const std::vector<std::size_t>& items)>;

/// The split of a run with @p config: groups that the user names and, if wanted, copies stay on one side.
/// @p lookAt is called once, with all items that may be divided, and not at all where folders say it all.
/// What has one of @p sides keeps it. Errors: those of the groups and of SplitPlan.
Result<SplitPlan> splitForTraining(const TrainingConfig& config, const Dataset& dataset,
                                   const LookAtItems& lookAt, const ItemSides& sides = {});

/// The same, reading the pictures as a training does. Errors: also UnknownBackbone, Cancelled.
Result<SplitPlan> splitForTraining(const TrainingConfig& config, const Dataset& dataset,
                                   const CancelToken& cancel = {});

} // namespace cultivar
