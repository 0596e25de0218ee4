// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/ExportOptions.h"
#include "core/model/ModelDescription.h"

#include <torch/torch.h>

#include <memory>

namespace cultivar {

/// An exported file, read back by an engine other than the one that wrote it. One thread at a time.
class ExportReader
{
public:
    /// ONNX is read by OpenCV's DNN module, TorchScript by a fresh module, weights by the strict safetensors
    /// reader into a new network. Error: ExportDiffers with what the engine says.
    static Result<std::unique_ptr<ExportReader>>
    open(const std::filesystem::path& file, const ExportOptions& options, const ModelDescription& model);
    virtual ~ExportReader() = default;

    virtual QString engine() const = 0; // "OpenCV 4.6.0"
    /// What the file answers, [N, 3, crop, crop] → [N, classes], for pictures as the options say.
    virtual torch::Tensor answers(const torch::Tensor& images) = 0;
};

/// What an engine threw about @p file, as an error: ExportDiffers with its first line, or OutOfMemory.
Error exportError(const std::filesystem::path& file, const std::exception& exception);

} // namespace cultivar
