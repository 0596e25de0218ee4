// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Classifier_p.h"
#include "core/model/Familiarity_p.h"
#include "core/model/ModelFile.h"

namespace cultivar {

/// A model in memory: what a `.cultivar` file holds.
struct LoadedModel
{
    ModelDescription description;
    Classifier classifier;
    std::optional<Familiarity> familiarity; // older files have none
};

/// Writes @p classifier with @p description as a `.cultivar` file, atomically: a safetensors file whose
/// metadata entry `cultivar` is the description; with @p familiarity its tensors lie beside the network's.
Result<void> saveModel(const std::filesystem::path& path, const Classifier& classifier,
                       const ModelDescription& description,
                       const std::optional<Familiarity>& familiarity = {});

/// Errors: those of SafeTensorsFile, ModelDescription and Classifier::loadAll, as DamagedModel where the
/// content is at fault.
Result<LoadedModel> loadModel(const std::filesystem::path& path);

} // namespace cultivar
