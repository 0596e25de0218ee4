// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace cultivar {

/// optimizer.step(), to the last few bits: parameters on the CPU are walked over once instead of a dozen
/// times, which counts where a network has many. The optimizer's state is left as it would leave it.
void stepInOnePass(torch::optim::AdamW& optimizer);

} // namespace cultivar
