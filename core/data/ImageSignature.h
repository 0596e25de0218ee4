// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/Dataset.h"

#include <optional>

namespace cultivar {

/// What tells an image file from others, whatever it is called and wherever it lies: 64 bits of the SHA-256
/// of its length, its first and its last 16 KiB. Copies have the same one.
using ImageSignature = std::uint64_t;

/// Nothing for what cannot be read. Any thread.
std::optional<ImageSignature> signatureOf(const std::filesystem::path& image);

/// One for each of @p dataset's items; after a cancellation those that are missing are empty.
std::vector<std::optional<ImageSignature>> signaturesOf(const Dataset& dataset, int threads,
                                                        const CancelToken& cancel = {});

} // namespace cultivar
