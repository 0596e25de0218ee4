// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/Head.h"

namespace cultivar::nn {

torch::nn::Sequential makeClassicHead(std::int64_t in, std::int64_t hidden, double dropout,
                                      std::int64_t classes)
{
    return torch::nn::Sequential(torch::nn::Linear(in, hidden), torch::nn::ReLU(),
                                 torch::nn::Dropout(dropout), torch::nn::Linear(hidden, classes));
}

torch::nn::Sequential makeLinearHead(std::int64_t in, std::int64_t classes)
{
    return torch::nn::Sequential(torch::nn::Linear(in, classes));
}

} // namespace cultivar::nn
