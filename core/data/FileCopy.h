// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/FileMark.h"

namespace cultivar {

/// One file that is, or was, copied to another place, and can be taken back, also after the program was
/// killed in the middle. The file itself is never touched. A value; any thread.
struct FileCopy
{
    std::filesystem::path from;
    std::filesystem::path to;
    FileMark mark; // of the file that links lead to; its copy has the same time

    /// Errors: those of reading the file's state, NotARegularFile.
    static Result<FileCopy> plan(const std::filesystem::path& file, const std::filesystem::path& to);

    /// Copies, with time and permissions; never replaces another file. A folder that is missing is made.
    /// Nothing to do where the copy is there. Errors: FileNotFound, NameTaken, PermissionDenied, DiskFull, …
    Result<void> carryOut(const CancelToken& cancel = {}) const;
    /// Removes the copy, but only while the file still has the same bytes, so that nothing is ever lost.
    /// Nothing to do where there is no copy. Errors: FileNotFound where the file is gone, ChangedSince.
    Result<void> takeBack() const;
};

} // namespace cultivar
