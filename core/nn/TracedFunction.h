// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/csrc/jit/api/module.h>
#include <torch/torch.h>

#include <functional>

namespace cultivar::nn {

/// @p function, traced, as a module with the one method "forward", the tensors it uses as constants.
/// It must be in evaluation mode and none of its parameters may require a gradient. @p example is one input
/// [1, …]. The graph keeps the sizes of every value for that example.
torch::jit::Module traced(const std::function<torch::Tensor(const torch::Tensor&)>& function,
                          const torch::Tensor& example);

} // namespace cultivar::nn
