// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

namespace cultivar {

enum class ExportFormat { Onnx, TorchScript, SafeTensors, Labels };

/// What an exported network takes and gives. Weights and labels have no such choice.
struct ExportOptions
{
    ExportFormat format = ExportFormat::Onnx;
    bool isRawInput = true;         // RGB from 0 to 255 goes in; else it is normalised before
    bool givesProbabilities = true; // else logits come out

    /// "onnx", "torchscript", "safetensors", "labels": the command line's spelling.
    static QString name(ExportFormat format);
    /// With the dot: ".onnx", ".pt", ".safetensors", ".txt".
    static QString suffix(ExportFormat format);
};

} // namespace cultivar
