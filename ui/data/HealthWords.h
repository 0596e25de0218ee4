// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DatasetHealth.h"

namespace cultivar {

/// "3 damaged files", for so many findings of a kind.
QString findingTitle(FindingKind kind, int count);
/// What it means for training, and what to do.
QString findingAdvice(FindingKind kind);
/// What is said of a finding that is about classes; empty for those about images.
QString classFindingText(const Finding& finding, const Dataset& dataset);
/// What a check found, in one sentence.
QString healthSummary(const DatasetHealth& health);

} // namespace cultivar
