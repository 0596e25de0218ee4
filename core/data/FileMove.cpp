// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FileMove.h"

#include "core/base/AtomicFile.h"
#include "core/data/RawFile.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace cultivar {

namespace {

using Path = std::filesystem::path;

/// So that comparing reads what has arrived on the disk, where the system can tell the two apart.
void forgetCached(const Path& file)
{
    const FileDescriptor descriptor = rawfile::openFile(file.native());
    if (descriptor.isOpen())
        ::posix_fadvise(descriptor.value(), 0, 0, POSIX_FADV_DONTNEED);
}

/// The last step between two disks. Where the first file cannot be removed, the second is, so that there are
/// never two.
Result<void> leaveOnlyTheCopy(const Path& from, const Path& to)
{
    if (::unlink(from.c_str()) == 0)
        return {};
    const int reason = errno;
    ::unlink(to.c_str());
    return AtomicFile::failureFor(from, reason);
}

Result<void> moveAcross(const Path& from, const Path& to, const CancelToken& cancel)
{
    if (const auto copied = AtomicFile::copyNew(from, to, cancel); !copied)
        return copied;
    forgetCached(to);
    const auto isSame = haveSameBytes(from, to);
    if (isSame && *isSame)
        return leaveOnlyTheCopy(from, to);
    ::unlink(to.c_str());
    if (!isSame)
        return tl::unexpected(isSame.error());
    return failure(ErrorCode::WriteFailed, to, QStringLiteral("the copy differs from the file"));
}

/// One place by two ways, a linked folder for example: nothing to remove there.
bool isOnePlace(const Path& a, const Path& b)
{
    std::error_code ignored;
    return a.filename() == b.filename() &&
           std::filesystem::equivalent(a.parent_path(), b.parent_path(), ignored);
}

Result<void> bring(const Path& from, const Path& to, const FileMark& mark, const CancelToken& cancel)
{
    const bool isHere = mark.isAt(from);
    const bool isThere = mark.isAt(to);
    if (isThere && (!isHere || isOnePlace(from, to)))
        return {};
    if (!isHere)
        return failure(ErrorCode::FileNotFound, from);
    if (isThere && haveSameBytes(from, to).value_or(false))
        return leaveOnlyTheCopy(from, to); // it was cut off just before that
    std::error_code error;
    std::filesystem::create_directories(to.parent_path(), error);
    if (error)
        return AtomicFile::failureFor(to.parent_path(), error.value());
    // Asked beforehand, for the error to name the folder that is to blame.
    for (const Path& folder : {from.parent_path(), to.parent_path()}) {
        if (::access(folder.c_str(), W_OK) != 0)
            return AtomicFile::failureFor(folder, errno);
    }
    if (AtomicFile::renameNew(from, to))
        return {};
    if (errno == EXDEV)
        return moveAcross(from, to, cancel);
    return AtomicFile::failureFor(errno == EEXIST ? to : from, errno);
}

} // namespace

Result<FileMove> FileMove::plan(const Path& file, const Path& folder, FreeNames& names)
{
    const auto mark = FileMark::of(file);
    if (!mark)
        return AtomicFile::failureFor(file, errno);
    return names.next(file, folder).map([&](const Path& to) { return FileMove{file, to, *mark}; });
}

Result<void> FileMove::carryOut(const CancelToken& cancel) const
{
    AtomicFile::removePart(to);
    return bring(from, to, mark, cancel);
}

Result<void> FileMove::takeBack(const CancelToken& cancel) const
{
    AtomicFile::removePart(to);
    return bring(to, from, mark, cancel);
}

} // namespace cultivar
