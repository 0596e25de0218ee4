// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Random.h"

#include <string>

namespace cultivar {

/// @p bytes after one to four small accidents: bytes changed, bits flipped, pieces cut out, doubled or
/// overwritten by numbers that programs stumble over.
inline std::string mutated(std::string bytes, Random& random)
{
    for (std::size_t change = 0; change <= random.below(4); ++change) {
        const std::size_t at = random.below(bytes.size() + 1);
        const std::size_t length = 1 + random.below(random.below(4) == 0 ? 64 : 8);
        if (at == bytes.size()) {
            bytes += static_cast<char>(random.below(256));
            continue;
        }
        switch (random.below(6)) {
        case 0:
            bytes[at] = static_cast<char>(random.below(256));
            break;
        case 1:
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
            break;
        case 2:
            bytes.erase(at, length);
            break;
        case 3:
            bytes.insert(at, bytes.substr(random.below(bytes.size()), length));
            break;
        case 4:
            bytes.replace(at, std::min<std::size_t>(length, 8), length, "\x00\xff\x7f\x80"[random.below(4)]);
            break;
        default:
            bytes.resize(random.below(8) == 0 ? at : bytes.size());
        }
    }
    return bytes;
}

} // namespace cultivar
