// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/DatasetScan.h"

#include "app/ProgressLine.h"
#include "core/data/DatasetChanges.h"

namespace cultivar {

Result<Dataset> scanWithProgress(const std::filesystem::path& folder, const CancelToken& cancel)
{
    ProgressLine line;
    return scanDataset(folder, cancel, [&line](std::size_t files) {
        line.update(QStringLiteral("looking for images"), static_cast<std::int64_t>(files), 0);
    });
}

} // namespace cultivar
