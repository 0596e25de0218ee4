// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/script.h>

#include <memory>

namespace cultivar::nn {

/// A frozen graph run operator by operator: convolutions, linear layers and the pooling between them by
/// oneDNN itself, with the activation and the sum of a residual block done in the same pass; all else by
/// LibTorch. For float32 on the CPU. Any number of threads at a time.
class OneDnnProgram
{
public:
    /// @p frozen: a method "forward" of one tensor, without control flow. Throws std::exception where it
    /// holds what can't be run so.
    explicit OneDnnProgram(const torch::jit::Module& frozen);
    ~OneDnnProgram();

    torch::Tensor operator()(const torch::Tensor& input) const;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace cultivar::nn
