// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/TracedNetwork_p.h"

namespace cultivar {

/// The bytes of a TorchScript file that torch.jit.load and torch::jit::load open without Cultivar: the traced
/// network with its weights, batch norms folded into convolutions, and exportMetadata() as extra files.
std::string torchScriptBytes(LoadedModel& model, const ExportOptions& options);

} // namespace cultivar
