// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/EpochLoop_p.h"
#include "core/train/RunPlan_p.h"
#include "core/train/StartModel_p.h"

namespace cultivar {

/// What is written about a run: into its checkpoint, to know it again, and into its model. Refers to what the
/// run works with.
struct RunRecord
{
    const RunPlan& plan;
    const Dataset& dataset;
    const std::filesystem::path& weights; // empty: random
    const StartModel* start = nullptr;    // null: a fresh backbone

    /// What must be the same for a checkpoint to be of use: settings, classes and images. Where the model
    /// goes does not matter.
    QJsonObject identity() const;
    /// @p validation: what the best epoch made of the validation images.
    ModelDescription model(const TrainingOutcome& outcome, const ValidationLogits& validation) const;
};

} // namespace cultivar
