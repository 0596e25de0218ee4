// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/SplitPlan.h"

namespace cultivar {

/// How a run with these settings divides @p dataset; @p groupBy as in TrainingConfig. The same folder and
/// settings give the same parts, wherever the folder lies. Errors: those of SplitPlan and groupsByPattern.
Result<SplitPlan> splitForRun(const Dataset& dataset, std::uint64_t seed, const QString& groupBy);

/// The SHA-256, in hexadecimal digits, of the paths of @p items below the dataset's root: tells later whether
/// a folder still gives the same part.
QString pathsHash(const Dataset& dataset, const std::vector<std::size_t>& items);

} // namespace cultivar
