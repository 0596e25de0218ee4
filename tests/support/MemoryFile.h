// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace cultivar {

/// A file that lies in memory: thousands of them cost no disk.
class MemoryFile
{
public:
    explicit MemoryFile(const std::string& bytes) : m_fd(::memfd_create("test", MFD_CLOEXEC))
    {
        const char* next = bytes.data();
        for (std::size_t left = bytes.size(); left > 0;) {
            const ssize_t written = ::write(m_fd, next, left);
            if (written <= 0)
                break;
            next += written;
            left -= static_cast<std::size_t>(written);
        }
    }
    ~MemoryFile() { ::close(m_fd); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(m_fd); }

private:
    int m_fd;
};

} // namespace cultivar
