// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>

namespace cultivar::nn {

/// body(begin, end) for parts of 0 … @p count − 1, none smaller than @p least but the last, on the threads
/// that LibTorch's own kernels run on: others would stand in their way.
void onTorchThreads(std::int64_t count, std::int64_t least,
                    const std::function<void(std::int64_t begin, std::int64_t end)>& body);

} // namespace cultivar::nn
