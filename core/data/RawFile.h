// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <string>
#include <sys/stat.h>

namespace cultivar {

/// An owned POSIX file descriptor; negative when opening failed, errno then says why.
class FileDescriptor
{
public:
    explicit FileDescriptor(int fd = -1) : m_fd(fd) {}
    FileDescriptor(FileDescriptor&& other) noexcept : m_fd(other.release()) {}
    FileDescriptor& operator=(FileDescriptor&& other) noexcept;
    ~FileDescriptor();

    bool isOpen() const { return m_fd >= 0; }
    int value() const { return m_fd; }
    int release();

private:
    int m_fd;
};

/// System calls on paths of any bytes and any length: paths beyond PATH_MAX are walked in pieces.
/// Nothing here blocks on a FIFO or touches a device.
namespace rawfile {

/// The code that an errno means when something is read.
ErrorCode codeFor(int errorNumber);
QString textFor(int errorNumber);

/// stat(), following links. False with errno set.
bool status(const std::string& path, struct stat& result);

FileDescriptor openFolder(const std::string& path);
/// Opens for reading without ever waiting; to be called on what status() calls a regular file.
FileDescriptor openFile(const std::string& path);
FileDescriptor openFile(int folder, const char* name);

/// read() until @p size bytes are there or the file ends; the number read, or −1 with errno set.
ssize_t readFully(int fd, char* buffer, std::size_t size);

} // namespace rawfile

} // namespace cultivar
