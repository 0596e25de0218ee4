// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/PictureCache_p.h"

#include <QDir>
#include <QStorageInfo>

namespace cultivar {

void PictureCache::store(std::size_t item, Image&& picture)
{
    const std::size_t bytes = picture.rgb.size();
    if (contains(item) || bytes == 0)
        return;
    if (m_memoryBytes + bytes <= m_caps.memoryBytes) {
        m_memoryBytes += bytes;
        m_memory.emplace(item, std::move(picture));
        return;
    }
    const auto size = static_cast<std::int64_t>(bytes);
    if (!openFile() || m_fileBytes + size > m_caps.fileBytes)
        return;
    if (!m_file->seek(m_fileBytes) ||
        m_file->write(reinterpret_cast<const char*>(picture.rgb.data()), size) != size || !m_file->flush()) {
        m_caps.fileBytes = m_fileBytes; // the disk is full: what is there stays of use
        return;
    }
    m_places[item] = {m_fileBytes, picture.width, picture.height};
    m_fileBytes += size;
}

void PictureCache::drop(std::size_t item)
{
    const auto kept = m_memory.find(item);
    if (kept == m_memory.end())
        return;
    m_memoryBytes -= kept->second.rgb.size();
    m_memory.erase(kept);
}

const Image* PictureCache::read(std::size_t item, Image& buffer) const
{
    if (const auto kept = m_memory.find(item); kept != m_memory.end())
        return &kept->second;
    const auto place = m_places.find(item);
    if (place == m_places.end())
        return nullptr;
    const auto& [offset, width, height] = place->second;
    buffer = {width, height, {}};
    buffer.rgb.resize(3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const auto size = static_cast<std::int64_t>(buffer.rgb.size());
    const std::lock_guard lock(*m_fileMutex);
    const bool isRead =
        m_file->seek(offset) && m_file->read(reinterpret_cast<char*>(buffer.rgb.data()), size) == size;
    return isRead ? &buffer : nullptr;
}

bool PictureCache::openFile()
{
    if (m_file)
        return m_file->isOpen();
    m_file = std::make_unique<QTemporaryFile>(QDir::tempPath() + QStringLiteral("/cultivar-pictures-XXXXXX"));
    const QStorageInfo disk(QDir::tempPath());
    if (disk.fileSystemType() == "tmpfs") // that is memory too
        return false;
    m_caps.fileBytes = std::min<std::int64_t>(m_caps.fileBytes, disk.bytesAvailable() / 2);
    return m_file->open();
}

} // namespace cultivar
