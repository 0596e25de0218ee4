// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FileMark.h"

#include "core/data/RawFile.h"

#include <cerrno>
#include <cstring>
#include <vector>

namespace cultivar {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::size_t kCompared = 1 << 20;

tl::unexpected<Error> readFailure(const std::filesystem::path& path)
{
    return failure(rawfile::codeFor(errno), path, rawfile::textFor(errno));
}

/// A file that is open for reading, with its size.
struct OpenFile
{
    FileDescriptor descriptor;
    off_t size = 0;

    static Result<OpenFile> at(const std::filesystem::path& path)
    {
        OpenFile file{rawfile::openFile(path.native())};
        struct stat state;
        if (!file.descriptor.isOpen() || ::fstat(file.descriptor.value(), &state) != 0)
            return readFailure(path);
        if (!S_ISREG(state.st_mode))
            return failure(ErrorCode::NotARegularFile, path);
        file.size = state.st_size;
        return file;
    }
};

} // namespace

std::optional<FileMark> FileMark::of(const std::filesystem::path& file)
{
    struct stat state;
    return ::lstat(file.c_str(), &state) == 0 ? std::optional(of(state)) : std::nullopt;
}

FileMark FileMark::of(const struct stat& state)
{
    return {state.st_ino, static_cast<std::uint64_t>(state.st_size),
            state.st_mtim.tv_sec * kSecond + state.st_mtim.tv_nsec};
}

bool FileMark::isAt(const std::filesystem::path& path) const
{
    const auto there = of(path);
    if (!there)
        return false;
    if (there->inode == inode)
        return true;
    // Some file systems keep times to the second, or to two.
    const bool isSameTime =
        there->modifiedNs == modifiedNs ||
        (there->modifiedNs % kSecond == 0 && std::abs(there->modifiedNs - modifiedNs) < 2 * kSecond);
    return modifiedNs != 0 && there->size == size && isSameTime;
}

Result<bool> haveSameBytes(const std::filesystem::path& a, const std::filesystem::path& b)
{
    const auto first = OpenFile::at(a);
    if (!first)
        return tl::unexpected(first.error());
    const auto second = OpenFile::at(b);
    if (!second)
        return tl::unexpected(second.error());
    if (first->size != second->size)
        return false;
    std::vector<char> left(kCompared), right(kCompared);
    while (true) {
        const ssize_t size = rawfile::readFully(first->descriptor.value(), left.data(), left.size());
        if (size < 0)
            return readFailure(a);
        const ssize_t other = rawfile::readFully(second->descriptor.value(), right.data(), right.size());
        if (other < 0)
            return readFailure(b);
        if (size != other || std::memcmp(left.data(), right.data(), static_cast<std::size_t>(size)) != 0)
            return false;
        if (static_cast<std::size_t>(size) < kCompared)
            return true;
    }
}

} // namespace cultivar
