// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/FileMark.h"
#include "core/data/FreeNames.h"

namespace cultivar {

/// One file that goes, or went, from one place to another, also on another disk. Can be carried out and taken
/// back at any time, also after the program was killed in the middle: what was done already is not done
/// again, and the file is always at one of the two places. A value; any thread.
struct FileMove
{
    std::filesystem::path from;
    std::filesystem::path to;
    FileMark mark; // of the file, so that another one in its place is never taken for it

    /// From @p file into @p folder, under the next of the @p names. Errors: those of reading the file's
    /// state; NameTaken where no name is free.
    static Result<FileMove> plan(const std::filesystem::path& file, const std::filesystem::path& folder,
                                 FreeNames& names);

    /// Renames the file, or copies it to the other disk, compares the copy and removes the file; never
    /// replaces another. A folder that is missing is made. Errors: FileNotFound (or another file is there
    /// now), NameTaken, PermissionDenied, DiskFull, WriteFailed, Cancelled.
    Result<void> carryOut(const CancelToken& cancel = {}) const;
    /// The same in the other direction. Nothing to do, and no error, where it is back, or never left.
    Result<void> takeBack(const CancelToken& cancel = {}) const;
};

} // namespace cultivar
