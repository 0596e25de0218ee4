// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <torch/torch.h>

#include <QTemporaryFile>

#include <memory>

namespace cultivar {

/// Activations at the freeze line, one row per image and view. In memory up to kMemoryBytes, beyond that in a
/// temporary file that disappears with the cache. One thread.
class FeatureCache
{
public:
    static constexpr std::int64_t kMemoryBytes = 2LL << 30;

    /// @p shape of one row, without the batch dimension. Error: WriteFailed when the file does not fit on the
    /// disk.
    static Result<FeatureCache> make(std::int64_t rows, std::vector<std::int64_t> shape,
                                     std::int64_t memoryBytes = kMemoryBytes);

    /// @p activations [N, shape…] into rows first … first + N − 1. Errors: WriteFailed.
    Result<void> store(std::int64_t first, const torch::Tensor& activations);
    /// [N, shape…] of the given rows. Errors: ReadFailed.
    Result<torch::Tensor> gather(const std::vector<std::int64_t>& rows) const;
    bool isInFile() const { return m_file != nullptr; }
    /// [rows, shape…]; undefined when in a file.
    const torch::Tensor& inMemory() const { return m_memory; }

private:
    std::vector<std::int64_t> m_shape;
    std::int64_t m_rowBytes = 0;
    torch::Tensor m_memory;
    std::unique_ptr<QTemporaryFile> m_file;
};

} // namespace cultivar
