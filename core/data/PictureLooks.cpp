// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/PictureLooks.h"

#include "core/data/ImageDecoder.h"
#include "core/data/RawFile.h"

namespace cultivar {

Result<PictureLook> PictureLooks::at(const std::filesystem::path& path)
{
    constexpr std::int64_t kNsPerSecond = 1'000'000'000;
    FileState state;
    struct stat status;
    if (rawfile::status(path.native(), status))
        state = {status.st_dev, status.st_ino, status.st_size,
                 status.st_mtim.tv_sec * kNsPerSecond + status.st_mtim.tv_nsec};
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_looks.find(state); known != m_looks.end())
            return known->second;
        if (const auto known = m_damages.find(state); known != m_damages.end())
            return failure(known->second.code, path, known->second.detail);
    }
    const auto look = ImageDecoder::decode(path, PerceptualHash::kDecodedSide).map([](const Image& image) {
        return PictureLook{PerceptualHash::of(image), image.width, image.height};
    });
    if (state.inode == 0)
        return look; // it is gone, and may come back
    const std::lock_guard lock(m_mutex);
    if (look)
        m_looks.emplace(state, *look);
    else
        m_damages.emplace(state, look.error());
    return look;
}

} // namespace cultivar
