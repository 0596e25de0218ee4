// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/ExportOptions.h"
#include "core/model/ModelFile_p.h"

#include <torch/csrc/jit/api/module.h>

namespace cultivar {

/// The network as it is exported, traced with @p batch pictures: [N, 3, crop, crop] → [N, classes], with
/// normalisation before and softmax behind it as @p options say. Freezes the model's classifier.
torch::jit::Module tracedNetwork(LoadedModel& model, const ExportOptions& options, int batch = 1);

/// What the file says about itself, for whoever reads it without Cultivar: "classes" and "preprocessing" as
/// JSON, "backbone", and "input" and "output" in words.
std::map<std::string, std::string> exportMetadata(const ModelDescription& model,
                                                  const ExportOptions& options);

} // namespace cultivar
