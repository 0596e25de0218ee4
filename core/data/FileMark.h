// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <cstdint>
#include <optional>

struct stat;

namespace cultivar {

/// Enough of a file's state to know it again: by its inode while it stays on its disk, by size and time
/// once it was copied to another. A value; any thread.
struct FileMark
{
    std::uint64_t inode = 0;
    std::uint64_t size = 0;
    std::int64_t modifiedNs = 0; // since 1970; 0: unknown, only the inode counts

    /// Of the very name, links are not followed. Nothing, with errno set, where there is no such file.
    static std::optional<FileMark> of(const std::filesystem::path& file);
    static FileMark of(const struct stat& state);
    /// Whether that file, or its copy, is at @p path.
    bool isAt(const std::filesystem::path& path) const;
};

/// Whether two files have the same bytes; links are followed. Errors: those of reading.
Result<bool> haveSameBytes(const std::filesystem::path& a, const std::filesystem::path& b);

} // namespace cultivar
