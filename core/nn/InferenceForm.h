// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

#include <functional>

namespace cultivar::nn {

/// A frozen function of tensors in its fastest form: traced, with batch norms folded into convolutions; then
/// on the CPU the layers by oneDNN itself, activations and residual sums fused into them, elsewhere
/// LibTorch's operators on channels-last activations. The weights are copied at make() or shared: they must
/// not change afterwards. Any number of threads at a time.
class InferenceForm
{
public:
    using Function = std::function<torch::Tensor(const torch::Tensor&)>;

    InferenceForm() = default;
    /// @p function must be in evaluation mode and none of its parameters may require a gradient. @p example
    /// is one input [1, …]; the form takes any batch size.
    static InferenceForm make(const Function& function, const torch::Tensor& example);

    bool isEmpty() const { return !m_run; }
    torch::Tensor operator()(const torch::Tensor& input) const;

private:
    Function m_run;
};

} // namespace cultivar::nn
