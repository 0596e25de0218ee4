// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <cstdint>
#include <set>

namespace cultivar {

/// One file that goes, or went, from one place to another on the same disk. A value; any thread.
struct FileMove
{
    std::filesystem::path from;
    std::filesystem::path to;
    std::uint64_t inode = 0; // of the file, so that another one in its place is never taken for it

    /// From @p file into @p folder, under a name that is free there and not in @p taken: "oak.jpg", else
    /// "oak (2).jpg" and so on. Errors: those of reading the file's state; WriteFailed where no name is free.
    static Result<FileMove> plan(const std::filesystem::path& file, const std::filesystem::path& folder,
                                 const std::set<std::filesystem::path>& taken = {});

    /// Renames the file; never replaces another. A folder that is missing is made. Errors: FileNotFound (or
    /// another file is there now), PermissionDenied, WriteFailed (the name is taken, another disk, …).
    Result<void> carryOut() const;
    /// Renames it back. Nothing to do, and no error, where it is back, or never left.
    Result<void> takeBack() const;
};

} // namespace cultivar
