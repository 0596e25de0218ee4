// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace cultivar {

/// Where pretrained weights lie on this computer: <app data>/weights, the folders in CULTIVAR_WEIGHTS_PATH,
/// and where PyTorch keeps its downloads ($TORCH_HOME or ~/.cache/torch, there hub/checkpoints).
class WeightStore
{
public:
    static std::filesystem::path folder();
    /// A file `<backbone>….safetensors`, .pth, .pt or .th in one of the folders, if there is one; the name
    /// right after the backbone's must not go on with a letter or digit, unless with torchvision's
    /// `<backbone>-xxxxxxxx.pth`. Among PyTorch's downloads only that form is taken.
    static std::optional<std::filesystem::path> find(const QString& backbone);
};

} // namespace cultivar
