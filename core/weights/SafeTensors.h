// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace cultivar {

enum class TensorType { F64, F32, F16, BF16, I64, I32, I16, I8, U8, Bool };

/// A tensor in a safetensors file: its type, shape and place, without its values.
struct TensorEntry
{
    std::string name;
    TensorType type = TensorType::F32;
    std::vector<std::int64_t> shape;
    std::uint64_t offset = 0; // from the start of the data section
    std::uint64_t bytes = 0;
};

/// Strict reader of the safetensors format: header of at most 100 MB, no duplicate keys, known types, checked
/// products, offsets contiguous from 0 without hole or overlap, exact file length. A stranger's file cannot
/// make it allocate more than the file's own size. Any thread.
class SafeTensorsFile
{
public:
    /// Errors: those of reading a file, DamagedWeights with the rule that is broken.
    static Result<SafeTensorsFile> open(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return m_path; }
    /// In the order of their data.
    const std::vector<TensorEntry>& tensors() const { return m_tensors; }
    const std::map<std::string, std::string>& metadata() const { return m_metadata; }

    /// Reads entry.bytes bytes into @p out. Errors: ReadFailed.
    Result<void> read(const TensorEntry& entry, char* out) const;

private:
    std::filesystem::path m_path;
    std::uint64_t m_dataStart = 0;
    std::vector<TensorEntry> m_tensors;
    std::map<std::string, std::string> m_metadata;
};

/// What SafeTensorsWriter writes: the values stay with the caller until write() returns.
struct TensorView
{
    std::string name;
    TensorType type = TensorType::F32;
    std::vector<std::int64_t> shape;
    QByteArrayView bytes;
};

/// Writes a safetensors file atomically, tensors in the given order, the header padded so that data is 8-byte
/// aligned.
Result<void> writeSafeTensors(const std::filesystem::path& path, const std::vector<TensorView>& tensors,
                              const std::map<std::string, std::string>& metadata);

std::size_t bytesPerElement(TensorType type);

} // namespace cultivar
