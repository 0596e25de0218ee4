// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace cultivar::nn {

/// The classic new classifier: Linear(in, hidden) "0", ReLU "1", Dropout "2", Linear(hidden, classes) "3".
torch::nn::Sequential makeClassicHead(std::int64_t in, std::int64_t hidden, double dropout,
                                      std::int64_t classes);

/// A single Linear(in, classes) "0".
torch::nn::Sequential makeLinearHead(std::int64_t in, std::int64_t classes);

} // namespace cultivar::nn
