// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/weights/WeightsFile.h"

namespace cultivar {

class InputFile;
class TorchContainer;

/// Strict reader of the state dicts that torch.save writes (.pth, .pt, .th), as a zip archive or as a stream.
/// Its pickle is read as data: tensors are built, nothing is called. A state dict is also found inside
/// `state_dict`, `model_state_dict`, `model` or `net`; a `module.` that all names share is left out, and so
/// is everything that is no tensor. Views are checked against their storages, values come out in a row.
class TorchFile : public WeightsFile
{
public:
    static bool isTorch(const InputFile& input);
    /// Errors: those of reading a file, DamagedWeights with the rule that is broken, UnsafeWeights with the
    /// name of what the file wants to run.
    static Result<TorchFile> open(const std::filesystem::path& path);

    Result<void> read(const TensorEntry& entry, char* out) const override;

private:
    std::shared_ptr<TorchContainer> m_container;
};

} // namespace cultivar
