// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/TracedNetwork_p.h"

namespace cultivar {

/// The bytes of an ONNX file: input "images", output "probabilities" or "logits", any batch size,
/// exportMetadata() as metadata properties. Operator set 10 is the last of which OpenCV 4.6 reads all that
/// our networks need; onnxruntime reads it too. Throws for an operator without an ONNX form.
std::string onnxBytes(LoadedModel& model, const ExportOptions& options);

} // namespace cultivar
