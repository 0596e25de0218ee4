// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/InputFile_p.h"

#include <cerrno>
#include <unistd.h>

namespace cultivar {

Result<InputFile> InputFile::open(const std::filesystem::path& path)
{
    InputFile file;
    file.m_descriptor = rawfile::openFile(path.native());
    struct stat info = {};
    if (!file.m_descriptor.isOpen() || ::fstat(file.descriptor(), &info) != 0)
        return failure(rawfile::codeFor(errno), path, rawfile::textFor(errno));
    if (!S_ISREG(info.st_mode))
        return failure(ErrorCode::NotARegularFile, path);
    if (info.st_size == 0)
        return failure(ErrorCode::EmptyFile, path);
    file.m_size = static_cast<std::uint64_t>(info.st_size);
    return file;
}

bool InputFile::read(char* out, std::uint64_t bytes, std::uint64_t offset) const
{
    while (bytes > 0) {
        const ssize_t got =
            ::pread(descriptor(), out, std::min<std::uint64_t>(bytes, 1U << 30), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        out += got;
        offset += static_cast<std::uint64_t>(got);
        bytes -= static_cast<std::uint64_t>(got);
    }
    return true;
}

} // namespace cultivar
