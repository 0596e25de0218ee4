// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/RawFile.h"

#include <cerrno>
#include <climits>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace cultivar {

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept
{
    std::swap(m_fd, other.m_fd);
    return *this;
}

FileDescriptor::~FileDescriptor()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

int FileDescriptor::release()
{
    return std::exchange(m_fd, -1);
}

namespace rawfile {

namespace {

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
constexpr int kFileFlags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
constexpr std::size_t kLongestPiece = PATH_MAX - 1;

/// A folder near the end of a long path, and what remains to be looked up from there.
struct Place
{
    FileDescriptor folder{AT_FDCWD}; // a negative number, so it is never closed
    std::string rest;
    bool isReached = true;
};

Place approach(const std::string& path)
{
    Place place;
    place.rest = path;
    while (place.rest.size() > kLongestPiece) {
        const auto slash = place.rest.rfind('/', kLongestPiece - 1);
        if (slash == std::string::npos || slash == 0) {
            errno = ENAMETOOLONG;
            place.isReached = false;
            return place;
        }
        FileDescriptor next(
            ::openat(place.folder.value(), place.rest.substr(0, slash).c_str(), kFolderFlags));
        if (!next.isOpen()) {
            place.isReached = false;
            return place;
        }
        place.folder = std::move(next);
        place.rest.erase(0, slash + 1);
    }
    return place;
}

FileDescriptor openAt(const std::string& path, int flags)
{
    const Place place = approach(path);
    return FileDescriptor(place.isReached ? ::openat(place.folder.value(), place.rest.c_str(), flags) : -1);
}

} // namespace

ErrorCode codeFor(int errorNumber)
{
    switch (errorNumber) {
    case ENOENT:
    case ELOOP:
    case ENOTDIR:
        return ErrorCode::FileNotFound;
    case EACCES:
    case EPERM:
        return ErrorCode::PermissionDenied;
    default:
        return ErrorCode::ReadFailed;
    }
}

QString textFor(int errorNumber)
{
    return QString::fromLocal8Bit(std::strerror(errorNumber));
}

bool status(const std::string& path, struct stat& result)
{
    const Place place = approach(path);
    return place.isReached && ::fstatat(place.folder.value(), place.rest.c_str(), &result, 0) == 0;
}

FileDescriptor openFolder(const std::string& path)
{
    return openAt(path, kFolderFlags);
}

FileDescriptor openFile(const std::string& path)
{
    return openAt(path, kFileFlags);
}

FileDescriptor openFile(int folder, const char* name)
{
    return FileDescriptor(::openat(folder, name, kFileFlags));
}

ssize_t readFully(int fd, char* buffer, std::size_t size)
{
    std::size_t done = 0;
    while (done < size) {
        const ssize_t taken = ::read(fd, buffer + done, size - done);
        if (taken < 0 && errno == EINTR)
            continue;
        if (taken < 0)
            return -1;
        if (taken == 0)
            break;
        done += static_cast<std::size_t>(taken);
    }
    return static_cast<ssize_t>(done);
}

} // namespace rawfile

} // namespace cultivar
