// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/Threads.h"

#include <ATen/Parallel.h>

namespace cultivar::nn {

// A template of LibTorch's headers, which runs on one thread unless OpenMP is on where it is compiled.
void onTorchThreads(std::int64_t count, std::int64_t least,
                    const std::function<void(std::int64_t begin, std::int64_t end)>& body)
{
    at::parallel_for(0, count, least, body);
}

} // namespace cultivar::nn
