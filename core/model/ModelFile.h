// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/ModelDescription.h"

namespace cultivar {

/// Reads the description of a `.cultivar` file without its weights. Any thread.
/// Errors: those of SafeTensorsFile and ModelDescription; DamagedModel for a safetensors file without
/// description.
Result<ModelDescription> readModelDescription(const std::filesystem::path& path);

} // namespace cultivar
