// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/classify/ResultModel.h"

namespace cultivar {

/// Writes @p rows as `cultivar classify --csv` would. Any thread. Errors: those of AtomicFile.
Result<void> writeResults(const std::filesystem::path& file, const std::vector<ResultModel::Row>& rows);

} // namespace cultivar
