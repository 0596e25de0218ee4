// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/WeightsFile.h"

#include <QByteArrayView>

#include <map>

namespace cultivar {

class InputFile;

/// Strict reader of the safetensors format: header of at most 100 MB, no duplicate keys, known types, checked
/// products, offsets contiguous from 0 without hole or overlap, exact file length. A stranger's file cannot
/// make it allocate more than the file's own size. Lists the tensors in the order
/// of their data.
class SafeTensorsFile : public WeightsFile
{
public:
    /// Errors: those of reading a file, DamagedWeights with the rule that is broken.
    static Result<SafeTensorsFile> open(const std::filesystem::path& path);

    const std::map<std::string, std::string>& metadata() const { return m_metadata; }
    Result<void> read(const TensorEntry& entry, char* out) const override;

private:
    std::shared_ptr<const InputFile> m_input;
    std::uint64_t m_dataStart = 0;
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

} // namespace cultivar
