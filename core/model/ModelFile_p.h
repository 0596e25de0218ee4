// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Classifier_p.h"
#include "core/model/ModelFile.h"

namespace cultivar {

/// A model in memory: what a `.cultivar` file holds.
struct LoadedModel
{
    ModelDescription description;
    Classifier classifier;
};

/// Writes @p classifier with @p description as a `.cultivar` file, atomically: a safetensors file whose
/// metadata entry `cultivar` is the description.
Result<void> saveModel(const std::filesystem::path& path, const Classifier& classifier,
                       const ModelDescription& description);

/// Errors: those of SafeTensorsFile, ModelDescription and Classifier::loadAll, as DamagedModel where the
/// content is at fault.
Result<LoadedModel> loadModel(const std::filesystem::path& path);

} // namespace cultivar
