// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/FeatureCache_p.h"

#include "core/base/Paths.h"

#include <QDir>

#include <cstring>

namespace cultivar {

namespace {

std::vector<std::int64_t> withBatch(std::int64_t count, const std::vector<std::int64_t>& shape)
{
    std::vector<std::int64_t> full{count};
    full.insert(full.end(), shape.begin(), shape.end());
    return full;
}

} // namespace

Result<FeatureCache> FeatureCache::make(std::int64_t rows, std::vector<std::int64_t> shape,
                                        std::int64_t memoryBytes)
{
    FeatureCache cache;
    cache.m_shape = std::move(shape);
    cache.m_rowBytes = static_cast<std::int64_t>(sizeof(float));
    for (const std::int64_t side : cache.m_shape)
        cache.m_rowBytes *= side;
    if (rows * cache.m_rowBytes <= memoryBytes) {
        cache.m_memory = torch::empty(withBatch(rows, cache.m_shape));
        return cache;
    }
    cache.m_file =
        std::make_unique<QTemporaryFile>(QDir::tempPath() + QStringLiteral("/cultivar-features-XXXXXX"));
    if (!cache.m_file->open())
        return failure(ErrorCode::WriteFailed, toPath(QDir::tempPath()), cache.m_file->errorString());
    return cache;
}

Result<void> FeatureCache::store(std::int64_t first, const torch::Tensor& activations)
{
    const torch::Tensor rows = activations.to(torch::kCPU, torch::kFloat32).contiguous();
    if (!m_file) {
        std::memcpy(static_cast<char*>(m_memory.data_ptr()) + first * m_rowBytes, rows.data_ptr(),
                    rows.nbytes());
        return {};
    }
    const auto bytes = static_cast<qint64>(rows.nbytes());
    if (!m_file->seek(first * m_rowBytes) ||
        m_file->write(static_cast<const char*>(rows.data_ptr()), bytes) != bytes || !m_file->flush())
        return failure(ErrorCode::WriteFailed, toPath(m_file->fileName()), m_file->errorString());
    return {};
}

Result<torch::Tensor> FeatureCache::gather(const std::vector<std::int64_t>& rows) const
{
    torch::Tensor batch = torch::empty(withBatch(static_cast<std::int64_t>(rows.size()), m_shape));
    char* out = static_cast<char*>(batch.data_ptr());
    for (const std::int64_t row : rows) {
        if (!m_file) {
            std::memcpy(out, static_cast<const char*>(m_memory.data_ptr()) + row * m_rowBytes,
                        static_cast<std::size_t>(m_rowBytes));
        } else if (!m_file->seek(row * m_rowBytes) || m_file->read(out, m_rowBytes) != m_rowBytes) {
            return failure(ErrorCode::ReadFailed, toPath(m_file->fileName()), m_file->errorString());
        }
        out += m_rowBytes;
    }
    return batch;
}

} // namespace cultivar
