// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace cultivar {

/// How @p features [N, width] spread about the mean of their class (@p labels [N]): [width, width] in double
/// precision, shrunk towards equal variances (after Friedman, 1989), so that it can be inverted.
torch::Tensor withinClassCovariance(torch::Tensor features, torch::Tensor labels);

} // namespace cultivar
