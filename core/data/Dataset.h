// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/data/ItemPath.h"

#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace cultivar {

/// Where a folder layout puts an image. Unassigned images are divided by SplitPlan.
enum class Subset : std::uint8_t { Unassigned, Train, Validation, Test };

/// One image of a dataset.
struct DatasetItem
{
    ItemPath path;
    int label = 0; // index into Dataset::classes
    Subset subset = Subset::Unassigned;
};

/// A file that was found and left out, with the reason.
struct SkippedFile
{
    std::filesystem::path path;
    Error reason;
};

/// What a scan of a folder found: classes in natural order, their images, and every other file with a reason.
/// A value; the folder itself is never written to.
struct Dataset
{
    std::filesystem::path root;
    QStringList classes;
    std::vector<DatasetItem> items;
    std::vector<SkippedFile> skipped;

    /// Number of images per class, in the order of classes; @p subset narrows it down.
    std::vector<int> imagesPerClass() const;
    std::vector<int> imagesPerClass(Subset subset) const;
    int count(Subset subset) const;
    bool hasSubset(Subset subset) const { return count(subset) > 0; }
};

} // namespace cultivar
