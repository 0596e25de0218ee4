// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

namespace cultivar {

/// "5 classes, 300 images"
QString datasetSummary(const Dataset& dataset);
/// What the counts suggest doing before training; empty when nothing.
QString balanceHint(const Dataset& dataset);
/// How training, validation and test images come about.
QString splitWords(const Dataset& dataset);

} // namespace cultivar
