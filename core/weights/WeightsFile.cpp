// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/WeightsFile.h"

#include "core/weights/InputFile_p.h"
#include "core/weights/SafeTensors.h"
#include "core/weights/TorchFile.h"

namespace cultivar {

Result<std::unique_ptr<WeightsFile>> WeightsFile::open(const std::filesystem::path& path)
{
    const auto input = InputFile::open(path);
    if (!input)
        return tl::unexpected(input.error());
    if (TorchFile::isTorch(*input)) {
        return TorchFile::open(path).map([](TorchFile&& file) -> std::unique_ptr<WeightsFile> {
            return std::make_unique<TorchFile>(std::move(file));
        });
    }
    return SafeTensorsFile::open(path).map([](SafeTensorsFile&& file) -> std::unique_ptr<WeightsFile> {
        return std::make_unique<SafeTensorsFile>(std::move(file));
    });
}

} // namespace cultivar
