// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/History.h"
#include "core/train/TrainingConfig.h"

namespace cultivar {

/// A training that ended without a model, by a crash or a power cut: what its checkpoint says about it. A
/// value.
struct UnfinishedRun
{
    std::filesystem::path dataset;
    TrainingConfig config; // its own, ready to go on with
    History history;       // the epochs that are safe

    /// Those in @p folder that no process is working on, latest first. Clears away what finished or killed
    /// runs have left there: checkpoints beside a finished model, half-written files.
    static std::vector<UnfinishedRun> findIn(const std::filesystem::path& folder);
    /// Removes its checkpoint. Errors: InUse when somebody goes on with it, WriteFailed.
    Result<void> discard() const;
};

} // namespace cultivar
