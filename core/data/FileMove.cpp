// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FileMove.h"

#include "core/data/RawFile.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <unistd.h>

namespace cultivar {

namespace {

constexpr int kMostNames = 1000;

using Path = std::filesystem::path;

/// Nothing where there is no such file.
std::optional<std::uint64_t> inodeOf(const Path& path)
{
    struct stat status;
    return ::lstat(path.c_str(), &status) == 0 ? std::optional<std::uint64_t>(status.st_ino) : std::nullopt;
}

tl::unexpected<Error> moveFailure(const Path& path, int errorNumber)
{
    const ErrorCode code = errorNumber == EACCES || errorNumber == EPERM || errorNumber == EROFS
                               ? ErrorCode::PermissionDenied
                           : errorNumber == ENOENT ? ErrorCode::FileNotFound
                                                   : ErrorCode::WriteFailed;
    return failure(code, path, rawfile::textFor(errorNumber));
}

/// Some file systems cannot rename without replacing; a second name that is made and a first that is removed
/// comes to the same.
bool renameKeepingOthers(const Path& from, const Path& to)
{
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    return ::link(from.c_str(), to.c_str()) == 0 && ::unlink(from.c_str()) == 0;
}

Result<void> moveOne(const Path& from, const Path& to, std::uint64_t inode)
{
    if (inodeOf(from) != inode)
        return failure(ErrorCode::FileNotFound, from);
    std::error_code error;
    std::filesystem::create_directories(to.parent_path(), error);
    if (error)
        return moveFailure(to.parent_path(), error.value());
    if (!renameKeepingOthers(from, to))
        return moveFailure(from, errno);
    return {};
}

} // namespace

Result<FileMove> FileMove::plan(const Path& file, const Path& folder, const std::set<Path>& taken)
{
    const auto inode = inodeOf(file);
    if (!inode)
        return moveFailure(file, errno);
    for (int number = 1; number <= kMostNames; ++number) {
        Path name = file.stem();
        if (number > 1)
            name += " (" + std::to_string(number) + ")";
        name += file.extension();
        if (!taken.contains(folder / name) && !inodeOf(folder / name))
            return FileMove{file, folder / name, *inode};
    }
    return failure(ErrorCode::WriteFailed, file, QStringLiteral("all of its names are taken there"));
}

Result<void> FileMove::carryOut() const
{
    return moveOne(from, to, inode);
}

Result<void> FileMove::takeBack() const
{
    if (inodeOf(from) == inode)
        return {};
    return moveOne(to, from, inode);
}

} // namespace cultivar
