// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace cultivar {

using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;

/// How @p parameter is called in an optimizer's state.
inline auto keyOf(const torch::Tensor& parameter)
{
#if TORCH_VERSION_MAJOR >= 2
    return static_cast<void*>(parameter.unsafeGetTensorImpl());
#else
    return c10::guts::to_string(parameter.unsafeGetTensorImpl());
#endif
}

/// What @p optimizer remembers of each parameter, named by the parameter's place: "3/exp_avg". LibTorch's own
/// serialisation goes through its archive reader, which damaged files crash.
NamedTensors stateOf(torch::optim::AdamW& optimizer);

/// Puts it back. The optimizer must have the same parameters in the same order; false where it has not.
bool restoreState(torch::optim::AdamW& optimizer, const NamedTensors& state);

/// torch's random state on the CPU: bytes.
torch::Tensor generatorState();
void restoreGeneratorState(const torch::Tensor& state);

} // namespace cultivar
