// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <functional>
#include <memory>

namespace cultivar::nn {

/// A frozen function of tensors in the fastest form LibTorch knows: traced, batch norms folded into
/// convolutions, activations channels-last or, on the CPU and where that is faster, in oneDNN's own layout.
/// The weights are copied at make() or shared: they must not change afterwards. One thread at a time.
class InferenceForm
{
public:
    using Function = std::function<torch::Tensor(const torch::Tensor&)>;

    InferenceForm() = default;
    /// @p function must be in evaluation mode and none of its parameters may require a gradient. @p example
    /// is one input [1, …]; the form takes any batch size.
    static InferenceForm make(const Function& function, const torch::Tensor& example);

    bool isEmpty() const { return !m_module; }
    torch::Tensor operator()(const torch::Tensor& input) const;

private:
    struct Traced;
    std::shared_ptr<Traced> m_module;
};

} // namespace cultivar::nn
