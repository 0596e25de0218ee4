// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FileCopy.h"

#include "core/base/AtomicFile.h"
#include "core/data/RawFile.h"

#include <cerrno>
#include <unistd.h>

namespace cultivar {

Result<FileCopy> FileCopy::plan(const std::filesystem::path& file, const std::filesystem::path& to)
{
    struct stat state;
    if (!rawfile::status(file.native(), state))
        return failure(rawfile::codeFor(errno), file, rawfile::textFor(errno));
    if (!S_ISREG(state.st_mode))
        return failure(ErrorCode::NotARegularFile, file);
    return FileCopy{file, to, FileMark::of(state)};
}

Result<void> FileCopy::carryOut(const CancelToken& cancel) const
{
    if (mark.isAt(to) && haveSameBytes(from, to).value_or(false))
        return {};
    std::error_code error;
    std::filesystem::create_directories(to.parent_path(), error);
    if (error)
        return AtomicFile::failureFor(to.parent_path(), error.value());
    if (FileMark::of(to))
        return failure(ErrorCode::NameTaken, to);
    if (::access(to.parent_path().c_str(), W_OK) != 0)
        return AtomicFile::failureFor(to.parent_path(), errno);
    return AtomicFile::copyNew(from, to, cancel);
}

Result<void> FileCopy::takeBack() const
{
    AtomicFile::removePart(to);
    const auto copy = FileMark::of(to);
    if (!copy)
        return {};
    const auto isSame = haveSameBytes(from, to);
    if (!isSame && isSame.error().path == from)
        return failure(isSame.error().code, from, QStringLiteral("its copy was kept"));
    if (!isSame)
        return tl::unexpected(isSame.error());
    // A link that has come to lead to the file itself has the same bytes, too.
    std::error_code ignored;
    if (!*isSame || std::filesystem::equivalent(from, to, ignored))
        return failure(ErrorCode::ChangedSince, to);
    return ::unlink(to.c_str()) == 0 ? Result<void>() : AtomicFile::failureFor(to, errno);
}

} // namespace cultivar
