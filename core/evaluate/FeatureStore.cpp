// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/FeatureStore.h"

#include "core/base/Log.h"
#include "core/base/Paths.h"
#include "core/weights/SafeTensors.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cmath>

namespace cultivar {

namespace {

constexpr qsizetype kNameDigits = 32;
const std::string kSuffix = ".features";
const std::string kKey = "cultivar-features", kImages = "images", kFeatures = "features";

/// The entry @p name of @p file where it has the type and that many values.
const TensorEntry* entryOf(const SafeTensorsFile& file, const std::string& name, TensorType type,
                           const std::vector<std::int64_t>& shape)
{
    for (const TensorEntry& entry : file.tensors()) {
        if (entry.name == name && entry.type == type && entry.shape == shape)
            return &entry;
    }
    return nullptr;
}

template <typename T>
QByteArrayView bytesOf(const std::vector<T>& values)
{
    return {reinterpret_cast<const char*>(values.data()), static_cast<qsizetype>(values.size() * sizeof(T))};
}

} // namespace

FeatureStore::FeatureStore(const std::filesystem::path& folder, const QString& modelSha256,
                           const std::filesystem::path& dataset, std::size_t width)
    : m_folder(folder), m_key(modelSha256 + u' ' + encodedPath(dataset)), m_width(width)
{
    if (m_folder.empty())
        return;
    const QByteArray name =
        QCryptographicHash::hash(m_key.toLatin1(), QCryptographicHash::Sha256).toHex().first(kNameDigits);
    m_file = m_folder / (name.toStdString() + kSuffix);
    if (!read()) {
        m_images.clear();
        m_features.clear();
        m_rows.clear();
    }
}

bool FeatureStore::read()
{
    const auto file = SafeTensorsFile::open(m_file);
    if (!file)
        return false;
    const auto key = file->metadata().find(kKey);
    if (key == file->metadata().end() || key->second != m_key.toStdString())
        return false;
    const auto& tensors = file->tensors();
    const auto images = std::find_if(tensors.begin(), tensors.end(),
                                     [](const TensorEntry& entry) { return entry.name == kImages; });
    if (images == tensors.end() || images->type != TensorType::I64 || images->shape.size() != 1)
        return false;
    const std::int64_t count = images->shape.front();
    const auto* features =
        entryOf(*file, kFeatures, TensorType::F32, {count, static_cast<std::int64_t>(m_width)});
    if (!features)
        return false;
    m_images.resize(static_cast<std::size_t>(count));
    m_features.resize(m_images.size() * m_width);
    if (!file->read(*images, reinterpret_cast<char*>(m_images.data())) ||
        !file->read(*features, reinterpret_cast<char*>(m_features.data())))
        return false;
    for (std::size_t row = 0; row < m_images.size(); ++row)
        m_rows.emplace(m_images[row], row);
    return std::all_of(m_features.begin(), m_features.end(),
                       [](float value) { return std::isfinite(value); });
}

const float* FeatureStore::find(ImageSignature image)
{
    const auto row = m_rows.find(image);
    if (row == m_rows.end())
        return nullptr;
    m_used.insert(image);
    return m_features.data() + row->second * m_width;
}

void FeatureStore::forgetUnused()
{
    std::size_t kept = 0;
    for (std::size_t row = 0; row < m_images.size(); ++row) {
        if (!m_used.contains(m_images[row]))
            continue;
        m_images[kept] = m_images[row];
        std::copy_n(m_features.begin() + static_cast<std::ptrdiff_t>(row * m_width), m_width,
                    m_features.begin() + static_cast<std::ptrdiff_t>(kept * m_width));
        m_rows[m_images[kept]] = kept;
        ++kept;
    }
    m_images.resize(kept);
    m_features.resize(kept * m_width);
    std::erase_if(m_rows, [this](const auto& entry) { return !m_used.contains(entry.first); });
}

void FeatureStore::add(ImageSignature image, std::span<const float> features)
{
    if (!m_rows.emplace(image, m_images.size()).second)
        return;
    m_used.insert(image);
    m_images.push_back(image);
    m_features.insert(m_features.end(), features.begin(), features.end());
    m_hasChanged = true;
}

void FeatureStore::save()
{
    if (!m_hasChanged || m_folder.empty())
        return;
    forgetUnused();
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    const auto count = static_cast<std::int64_t>(m_images.size());
    const auto written = writeSafeTensors(
        m_file,
        {{kImages, TensorType::I64, {count}, bytesOf(m_images)},
         {kFeatures, TensorType::F32, {count, static_cast<std::int64_t>(m_width)}, bytesOf(m_features)}},
        {{kKey, m_key.toStdString()}});
    if (!written)
        qCWarning(logModel) << "features are not kept:" << written.error().detail;
    m_hasChanged = false;
    thinOutFolder();
}

void FeatureStore::thinOutFolder() const
{
    struct Kept
    {
        std::filesystem::file_time_type time;
        std::filesystem::path path;
        std::uintmax_t bytes = 0;
    };
    std::vector<Kept> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder, error)) {
        std::error_code ignored;
        if (entry.path().extension() == kSuffix)
            files.push_back({entry.last_write_time(ignored), entry.path(), entry.file_size(ignored)});
    }
    std::sort(files.begin(), files.end(), [](const Kept& a, const Kept& b) { return a.time > b.time; });
    std::uintmax_t total = 0;
    for (const Kept& file : files) {
        total += file.bytes;
        if (total > kMaxCacheBytes && file.path != m_file)
            std::filesystem::remove(file.path, error);
    }
}

} // namespace cultivar
