// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"

#include <QTemporaryFile>

#include <memory>
#include <mutex>
#include <unordered_map>

namespace cultivar {

/// Decoded pictures of a run by the number of their item: in memory up to a cap, beyond that in a temporary
/// file up to another, beyond that nowhere. The file has no name where the system allows that, so that a
/// killed run leaves nothing behind. read() from any thread; the others while nobody reads.
class PictureCache
{
public:
    struct Caps
    {
        std::size_t memoryBytes = 1ULL << 30;
        std::int64_t fileBytes = 32LL << 30; // and no more than half of what is free
    };

    PictureCache() : PictureCache(Caps{}) {}
    explicit PictureCache(const Caps& caps) : m_caps(caps) {}

    /// Does nothing where there is no room, or no disk that takes it.
    void store(std::size_t item, Image&& picture);
    /// From memory alone: what lies in the file costs nothing to keep.
    void drop(std::size_t item);
    bool contains(std::size_t item) const { return m_memory.contains(item) || m_places.contains(item); }
    /// The picture in memory or, read from the file, in @p buffer; null where neither has it.
    const Image* read(std::size_t item, Image& buffer) const;

private:
    struct Place
    {
        std::int64_t offset = 0;
        int width = 0, height = 0;
    };
    bool openFile();

    Caps m_caps;
    std::unordered_map<std::size_t, Image> m_memory;
    std::size_t m_memoryBytes = 0;
    std::unordered_map<std::size_t, Place> m_places;
    std::int64_t m_fileBytes = 0;
    std::unique_ptr<QTemporaryFile> m_file;
    std::unique_ptr<std::mutex> m_fileMutex = std::make_unique<std::mutex>(); // its position is one for all
};

} // namespace cultivar
