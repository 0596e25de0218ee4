// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

namespace cultivar {

/// One number per item of a dataset: items with equal numbers show the same thing (one specimen, one burst,
/// copies) and must not be divided between training and validation. The number is the index of the group's
/// first item. Empty: no item belongs to another.
using ItemGroups = std::vector<std::size_t>;

/// Images in the same folder below their class folder (class/specimen/…), at any depth of it. Those that lie
/// directly in the class folder are alone.
ItemGroups groupsBySubfolder(const Dataset& dataset);

/// Images for which the one capture of @p pattern is the same text, in whatever class: "^(\d+)_" for names
/// that begin with a specimen's number. It is searched in the path below Dataset::root, folders included.
/// Images that do not match are alone. Errors: InvalidSetting (no regular expression, or not exactly one
/// capture).
Result<ItemGroups> groupsByPattern(const Dataset& dataset, const QString& pattern);

/// Of lists of indices that belong together, as DuplicateFinder gives them.
ItemGroups groupsFrom(const std::vector<std::vector<std::size_t>>& lists, std::size_t count);

/// Items that are together in @p a or in @p b, and what is connected through such pairs. Either may be empty;
/// otherwise both have the same size.
ItemGroups united(const ItemGroups& a, const ItemGroups& b);

} // namespace cultivar
