// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/ImageSignature.h"

#include <QString>

#include <span>
#include <unordered_map>
#include <unordered_set>

namespace cultivar {

/// Features that one model gave to the images of one folder, known by the images' content; kept in a file of
/// a cache, of which the oldest files go when it grows beyond kMaxCacheBytes. What is in it is never the only
/// copy of anything: damage and full disks lose time, no more. One thread.
class FeatureStore
{
public:
    static constexpr std::uintmax_t kMaxCacheBytes = 1ULL << 30;

    /// Reads what is there; nothing without @p folder. @p width: values of an image.
    FeatureStore(const std::filesystem::path& folder, const QString& modelSha256,
                 const std::filesystem::path& dataset, std::size_t width);

    /// @p width values, until the next add(); null where the image is not known.
    const float* find(ImageSignature image);
    void add(ImageSignature image, std::span<const float> features);
    /// Where something was added. What nobody has asked for since the store was opened is forgotten.
    void save();

private:
    bool read();
    void forgetUnused();
    void thinOutFolder() const;

    std::filesystem::path m_folder, m_file;
    QString m_key; // what it is about
    std::size_t m_width;
    std::vector<ImageSignature> m_images;
    std::vector<float> m_features; // one image after another
    std::unordered_map<ImageSignature, std::size_t> m_rows;
    std::unordered_set<ImageSignature> m_used;
    bool m_hasChanged = false;
};

} // namespace cultivar
