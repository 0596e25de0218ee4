// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <chrono>
#include <memory>

class QLockFile;

namespace cultivar {

/// Locks @p subject, which may be a file or a folder, by @p lockFile for as long as the result lives; only
/// the death of the process that holds a lock frees it. Errors: InUse, with the number of that process;
/// WriteFailed.
Result<std::unique_ptr<QLockFile>> lockFor(const std::filesystem::path& subject,
                                           const std::filesystem::path& lockFile,
                                           std::chrono::milliseconds patience = {});

} // namespace cultivar
