// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/FileCopy.h"
#include "core/data/FileMove.h"

#include <set>
#include <string>
#include <vector>

namespace cultivar {

/// What DatasetChanges keeps on disk about one dataset, as JSON. Names are relative to the dataset's folder
/// and of any bytes. A value.
struct ChangeList
{
    static constexpr std::size_t kUndoSteps = 100;

    enum class Kind { Exclude, Include, Move, Add };
    struct Step
    {
        Kind kind = Kind::Exclude;
        std::vector<std::string> files; // of Exclude and Include
        std::vector<FileMove> moves;    // of Move
        std::vector<FileCopy> copies;   // of Add; from somewhere else, so that is a whole path
        std::string madeFolder;         // for Add; may be empty
    };

    std::set<std::string> excluded;
    std::set<std::string> added; // those that no finished training has seen
    std::vector<Step> steps;     // newest last

    /// Never fails: a damaged list is put aside as ….damaged, and an empty one takes its place.
    static ChangeList load(const std::filesystem::path& file);
    /// Of the steps, the latest kUndoSteps. @p root: for people who look.
    Result<void> save(const std::filesystem::path& file, const std::filesystem::path& root) const;
};

} // namespace cultivar
