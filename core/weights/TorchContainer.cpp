// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/TorchStream_p.h"
#include "core/weights/TorchZip_p.h"

#include <algorithm>

namespace cultivar {

bool TorchContainer::isZip(const InputFile& input)
{
    char start[4];
    return input.read(start, sizeof start, 0) && std::string_view(start, 4) == "PK\x03\x04";
}

/// A safetensors file may begin with the same byte, but then the upper half of its header's length is zero.
bool TorchContainer::isStream(const InputFile& input)
{
    char start[8];
    return input.read(start, sizeof start, 0) && start[0] == '\x80' &&
           std::any_of(start + 4, start + 8, [](char byte) { return byte != 0; });
}

Result<std::unique_ptr<TorchContainer>> TorchContainer::open(InputFile input)
{
    const auto asContainer = [](auto&& container) -> std::unique_ptr<TorchContainer> {
        return std::move(container);
    };
    if (isZip(input))
        return TorchZip::open(std::move(input)).map(asContainer);
    if (isStream(input))
        return std::make_unique<TorchStream>(std::move(input));
    return failure(ErrorCode::DamagedWeights, {}, QStringLiteral("not a PyTorch file"));
}

Result<std::string_view> TorchContainer::storage(std::size_t index)
{
    if (m_current != index) {
        m_current.reset();
        m_bytes.resize(m_places[index].bytes);
        if (const auto done = read(m_places[index], m_bytes.data()); !done)
            return tl::unexpected(done.error());
        m_current = index;
    }
    return m_bytes;
}

} // namespace cultivar
