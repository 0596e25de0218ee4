// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

namespace cultivar {

/// A part of @p dataset for quick trials: of each class and subset @p share (0–1) of the images, drawn with
/// the seed and independent of the file system's order, but at least @p fewest where there are as many. The
/// test images and the list of skipped files are left out.
Dataset sampleOf(const Dataset& dataset, double share, std::uint64_t seed, std::size_t fewest = 2);

} // namespace cultivar
