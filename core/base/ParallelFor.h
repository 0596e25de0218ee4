// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>

namespace cultivar {

/// Runs body(0) … body(count − 1) on up to @p threads threads, the caller's included, and returns when all
/// are done. Indices are handed out one by one, so uneven work is balanced. The body must not throw.
void parallelFor(std::size_t count, int threads, const std::function<void(std::size_t)>& body);

} // namespace cultivar
