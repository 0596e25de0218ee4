// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/Dataset.h"

#include <functional>

namespace cultivar {

/// Reads a folder per class: class/image, class/any/depth/image, and train/val/test (also valid, validation)
/// folders of such classes. A lone folder around the classes is looked through. Every regular file ends up as
/// an item or as skipped with a reason (found + skipped = what `find -L -type f` counts, each inode once);
/// symbolic link loops end; FIFOs and devices are never opened; the type is told from the first bytes, not
/// the name. Hidden files, __MACOSX and other system litter are skipped. Any thread.
class FolderScanner
{
public:
    /// Called about every thousand files with the number seen so far.
    using Progress = std::function<void(std::size_t files)>;

    /// Errors: FileNotFound, NotAFolder, PermissionDenied, NoImages (nothing usable), Cancelled.
    /// A dataset with one class is returned; SplitPlan and the trainer refuse it by name.
    static Result<Dataset> scan(const std::filesystem::path& root, const CancelToken& cancel = {},
                                const Progress& progress = {});

    /// For folders and files dropped to be classified: every image file below @p paths, in natural order, and
    /// the rest with reasons. No class structure is expected.
    static Dataset collect(const std::vector<std::filesystem::path>& paths, const CancelToken& cancel = {});
};

} // namespace cultivar
