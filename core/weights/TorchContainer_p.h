// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/InputFile_p.h"
#include "core/weights/PickleTensors_p.h"

namespace cultivar {

/// How a PyTorch file keeps its pickle and the bytes of the storages that the pickle speaks of: a zip archive
/// since torch 1.6, one stream before. Errors carry no path. One thread at a time.
class TorchContainer
{
public:
    static constexpr std::uint64_t kMaxPickleBytes = 32 << 20;

    static bool isZip(const InputFile& input);
    static bool isStream(const InputFile& input);
    /// Errors: DamagedWeights, UnsafeWeights, ReadFailed.
    static Result<std::unique_ptr<TorchContainer>> open(InputFile input);
    virtual ~TorchContainer() = default;

    /// Bytes that begin with the pickle of the state dict.
    virtual Result<std::string> readPickle() = 0;
    /// Finds the bytes of all @p storages and checks their lengths; @p rest is what followed the pickle.
    virtual Result<void> locate(const std::vector<PickleStorage>& storages, std::string_view rest) = 0;
    /// The bytes of a storage, valid until the next call: tensors that share one often follow each other.
    Result<std::string_view> storage(std::size_t index);

protected:
    struct Place
    {
        std::uint64_t start = 0; // of the stream, or the number of the zip entry
        std::uint64_t bytes = 0;
        bool isFound = false;
    };

    virtual Result<void> read(const Place& place, char* out) = 0;

    std::vector<Place> m_places; // one for each storage

private:
    std::string m_bytes;
    std::optional<std::size_t> m_current; // whose bytes these are
};

} // namespace cultivar
