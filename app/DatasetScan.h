// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/Dataset.h"

namespace cultivar {

/// scanDataset(), with its progress on stderr.
Result<Dataset> scanWithProgress(const std::filesystem::path& folder, const CancelToken& cancel);

} // namespace cultivar
