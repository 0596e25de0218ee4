// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/TorchScriptExport_p.h"

#include <torch/script.h>

#include <sstream>

namespace cultivar {

std::string torchScriptBytes(LoadedModel& model, const ExportOptions& options)
{
    const torch::jit::Module module = torch::jit::freeze(tracedNetwork(model, options));
    torch::jit::ExtraFilesMap extraFiles;
    for (const auto& [key, value] : exportMetadata(model.description, options))
        extraFiles[key] = value;
    std::ostringstream stream;
    module.save(stream, extraFiles);
    return std::move(stream).str();
}

} // namespace cultivar
