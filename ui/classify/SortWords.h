// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/FileSort.h"

namespace cultivar {

/// What there is to know about a plan before it is carried out, beyond how many pictures it is about.
QString planWords(const SortPlan& plan);

enum class SortedHow { Copied, Moved, TakenBack };
/// "118 pictures moved. 2 could not be; the table says why."
QString outcomeWords(const FileSort::Outcome& outcome, SortedHow how);

} // namespace cultivar
