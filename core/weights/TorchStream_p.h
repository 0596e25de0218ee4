// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/TorchContainer_p.h"

namespace cultivar {

/// The format before torch 1.6: four pickles (magic number, protocol, system, state), a pickled list of
/// storage keys, then each storage as an element count of eight bytes and the elements.
class TorchStream : public TorchContainer
{
public:
    explicit TorchStream(InputFile input) : m_input(std::move(input)) {}

    Result<std::string> readPickle() override;
    Result<void> locate(const std::vector<PickleStorage>& storages, std::string_view rest) override;

protected:
    Result<void> read(const Place& place, char* out) override;

private:
    InputFile m_input;
    std::uint64_t m_pickleEnd = 0; // where what readPickle() gave ends in the file
};

} // namespace cultivar
