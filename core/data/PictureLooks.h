// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/data/PerceptualHash.h"

#include <mutex>
#include <unordered_map>

namespace cultivar {

/// What a reduced decoding of a picture tells.
struct PictureLook
{
    PerceptualHash hash;
    int width = 0;
    int height = 0;
};

/// Looks at pictures, and remembers what it saw: asked again for a file that has not changed since, under
/// whatever name, it does not read it. Some 70 bytes per picture. Any thread, many at once.
class PictureLooks
{
public:
    /// Errors: those of ImageDecoder::decode.
    Result<PictureLook> at(const std::filesystem::path& path);

private:
    struct FileState
    {
        std::uint64_t device = 0, inode = 0;
        std::int64_t bytes = 0, modifiedNs = 0;
        bool operator==(const FileState&) const = default;
    };
    struct FileStateHash
    {
        std::size_t operator()(const FileState& state) const
        {
            return (state.inode * 0x9e3779b97f4a7c15ULL ^ state.device) + std::size_t(state.modifiedNs);
        }
    };

    std::mutex m_mutex;
    std::unordered_map<FileState, PictureLook, FileStateHash> m_looks;
    std::unordered_map<FileState, Error, FileStateHash> m_damages;
};

} // namespace cultivar
