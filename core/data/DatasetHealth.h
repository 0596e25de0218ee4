// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/Dataset.h"
#include "core/data/DuplicateFinder.h"
#include "core/data/PictureLooks.h"

#include <functional>
#include <optional>

namespace cultivar {

/// What a Finding is about, the most harmful first.
enum class FindingKind : std::uint8_t {
    DamagedFile,
    DuplicateAcrossSplit,   // in the training and in the validation or test folder: scores look too good
    DuplicateAcrossClasses, // a label may be wrong
    ExactDuplicate,         // same bytes
    NearDuplicate,          // looks the same
    TinyImage,
    ExtremeAspect,
    ClassImbalance,
    FewImages,
};

/// One thing to look at in a dataset.
struct Finding
{
    FindingKind kind;
    std::vector<std::filesystem::path> paths; // the files concerned; none where it is about a whole class
    QString detail;                           // technical, in English, as Error::detail
    std::vector<int> labels = {};     // the classes concerned; of an imbalance the largest, then the smallest
    std::optional<Error> damage = {}; // of a DamagedFile
};

/// The result of a check of all images of a dataset before training on it. A value; check() runs on any
/// thread.
struct DatasetHealth
{
    static constexpr int kFewestPixels = 32; // of the shorter side
    static constexpr double kLargestAspect = 5.0;
    static constexpr double kLargestImbalance = 5.0; // of the largest class to the smallest
    static constexpr int kFewestImages = 10;         // of a class

    /// Sorted by kind, then in the order of the items. A group of duplicates that crosses classes or split is
    /// told as that and not as ExactDuplicate or NearDuplicate; where it crosses both, twice. Files with the
    /// same bytes are a group of their own, and may be part of a larger one that looks the same. Of a large
    /// JPEG only a reduced decoding is measured, so that its aspect is right to 2 %.
    std::vector<Finding> findings;
    /// Groups of items with the same bytes or the same look (indices into Dataset::items after the check).
    DuplicateFinder::Groups duplicates;

    /// Called from one thread at a time with the number of images read so far.
    using Progress = std::function<void(std::size_t images)>;

    /// Reads and decodes every image once, at reduced size, unless @p looks knows it; files that look the
    /// same and have the same size once more. Images that cannot be decoded are moved from the items of @p
    /// dataset to its skipped files. Errors: Cancelled (@p dataset may have lost its damaged images by then).
    static Result<DatasetHealth> check(Dataset& dataset, int threads, const CancelToken& cancel = {},
                                       const Progress& progress = {});
    struct Means
    {
        int threads = 1;
        CancelToken cancel;
        Progress progress;
    };
    static Result<DatasetHealth> check(Dataset& dataset, PictureLooks& looks, const Means& means);
};

} // namespace cultivar
