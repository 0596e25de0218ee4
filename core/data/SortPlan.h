// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/FileMark.h"
#include "core/data/ItemPath.h"

#include <QStringList>

#include <vector>

namespace cultivar {

/// A picture and what a model made of it: all that sorting needs to know.
struct ClassifiedFile
{
    std::filesystem::path path;
    int label = 0;            // index into the model's classes
    double probability = 0.0; // of that class
    bool isUnlike = false;    // the training data
};

/// What to do with classified pictures. Those that are less probable than minConfidence, or unlike the
/// training data, are unsure.
struct SortSettings
{
    enum class Unsure { IntoFolder, Stay };

    std::filesystem::path target;
    bool isMove = false; // else copies
    double minConfidence = 0.0;
    Unsure unsure = Unsure::IntoFolder;
};

/// What would become of one picture.
struct SortEntry
{
    enum class Fate {
        Placed, // goes from one place to the other
        There,  // is in its folder already, or a copy is
        Stays,  // unsure
        Failed, // see error
    };

    Fate fate = Fate::Placed;
    ItemPath from;
    ItemPath to;
    FileMark mark;
    bool isRenamed = false; // its name is taken there
    ErrorCode error = ErrorCode::Internal;
};

/// Which classified pictures would go where: folder TARGET/CLASS for each class, "unsure" for the unsure.
/// Made from the disk as it is; nothing is changed. A value.
struct SortPlan
{
    struct Totals
    {
        std::size_t placed = 0, there = 0, staying = 0, failed = 0, renamed = 0;
        std::uint64_t bytes = 0; // to be written; a move on the same disk writes none
    };

    SortSettings settings; // with an absolute target
    std::vector<SortEntry> entries;
    Totals totals;
    std::uint64_t freeBytes = 0; // where they go
    bool isWritable = true;      // the target, or where it would be made

    bool fits() const { return totals.bytes <= freeBytes; }

    /// @p classes: the model's. A file that is named twice counts once. Errors: NotAFolder for the target,
    /// Cancelled.
    static Result<SortPlan> make(const std::vector<ClassifiedFile>& files, const QStringList& classes,
                                 const SortSettings& settings, const CancelToken& cancel = {});
    /// The names of the folders of classes, all different also where upper and lower case are one; the last
    /// is that for the unsure.
    static std::vector<std::string> folderNames(const QStringList& classes);
};

} // namespace cultivar
