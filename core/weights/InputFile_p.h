// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/data/RawFile.h"

namespace cultivar {

/// An ordinary file that is open for reading, and the length it had then. Another program may shorten it
/// meanwhile; reading then fails.
class InputFile
{
public:
    /// Errors: FileNotFound, PermissionDenied, NotARegularFile, EmptyFile, ReadFailed.
    static Result<InputFile> open(const std::filesystem::path& path);

    std::uint64_t size() const { return m_size; }
    int descriptor() const { return m_descriptor.value(); }
    /// False where the file ends before or cannot be read.
    bool read(char* out, std::uint64_t bytes, std::uint64_t offset) const;

private:
    FileDescriptor m_descriptor;
    std::uint64_t m_size = 0;
};

} // namespace cultivar
