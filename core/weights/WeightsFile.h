// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace cultivar {

enum class TensorType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

std::size_t bytesPerElement(TensorType type);

/// A tensor in a weights file: its type, shape and place, without its values.
struct TensorEntry
{
    std::string name;
    TensorType type = TensorType::F32;
    std::vector<std::int64_t> shape;
    std::uint64_t offset = 0; // in bytes, from the start of its storage
    std::uint64_t bytes = 0;  // of the values that read() gives
    /// Per dimension, in elements; empty in a safetensors file, where all values lie in a row.
    std::vector<std::int64_t> strides;
    std::size_t storage = 0; // which of the file's storages; a safetensors file has one, its data section
};

/// A file of named tensors, whatever its format. Data only: nothing in it is ever run. One thread at a time.
class WeightsFile
{
public:
    /// Tells the format by content, never by name. Errors: those of reading a file, DamagedWeights with the
    /// rule that is broken, UnsafeWeights with what the file wants to run.
    static Result<std::unique_ptr<WeightsFile>> open(const std::filesystem::path& path);
    virtual ~WeightsFile() = default;

    const std::filesystem::path& path() const { return m_path; }
    const std::vector<TensorEntry>& tensors() const { return m_tensors; }

    /// Writes the values of one of tensors() to @p out, entry.bytes bytes in row-major order.
    /// Errors: ReadFailed, DamagedWeights.
    virtual Result<void> read(const TensorEntry& entry, char* out) const = 0;

protected:
    WeightsFile() = default;
    WeightsFile(WeightsFile&&) = default;
    WeightsFile& operator=(WeightsFile&&) = default;

    std::filesystem::path m_path;
    std::vector<TensorEntry> m_tensors;
};

} // namespace cultivar
