// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/TorchContainer_p.h"

struct zip;

namespace cultivar {

/// The format since torch 1.6: a zip archive with NAME/data.pkl and one entry NAME/data/KEY for each storage.
/// Entries are stored or deflated; what libzip unfolds is bounded by the file's own size, and checksums are
/// verified.
class TorchZip : public TorchContainer
{
public:
    static Result<std::unique_ptr<TorchZip>> open(InputFile input);

    Result<std::string> readPickle() override;
    Result<void> locate(const std::vector<PickleStorage>& storages, std::string_view rest) override;

protected:
    Result<void> read(const Place& place, char* out) override;

private:
    TorchZip() = default;
    Result<void> list(std::uint64_t fileBytes);
    Result<void> findName();
    Result<std::string> readSmall(const std::string& name, std::uint64_t maxBytes);

    struct Closer
    {
        void operator()(zip* archive) const;
    };
    std::unique_ptr<zip, Closer> m_archive;
    std::map<std::string, Place, std::less<>> m_entries;
    std::string m_name; // the folder in the archive that holds everything, with its slash
};

} // namespace cultivar
