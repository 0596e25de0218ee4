// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Preprocessing.h"
#include "core/train/AdamWTrainer_p.h"
#include "core/train/TrainingConfig.h"

namespace cultivar {

/// A run's configuration with what it leaves open filled in, and what follows from that before any image has
/// been read. A value.
struct RunPlan
{
    /// Errors: those of TrainingConfig::validate() and UnfreezeSpec::trainableLayers(); UnknownBackbone;
    /// DeviceUnavailable; WriteFailed where the model could not be written.
    static Result<RunPlan> of(const TrainingConfig& config);

    TrainingConfig config; // the batch may still be 0: it depends on how many images there are
    Preprocessing preprocessing;
    DeviceChoice device = DeviceChoice::Cpu;
    std::vector<bool> trainableLayers; // while fine-tuning

    bool wantsFinetuning() const;
    /// Whether every picture passes the whole network in every epoch of some phase.
    bool trainsOnPictures() const;
    /// Whether batch norms learn new statistics in the phase that changes most of the network.
    bool updatesStatistics() const;
    /// Of the run's threads, those that prepare the next pictures while the network trains on the others; 0:
    /// there are too few, and they take turns.
    int decodingThreads() const;
    AdamWTrainer::Settings stepSettings(Phase phase) const;
    /// The head first, then the blocks of @p classifier that train, from the last one back. While fine-tuning
    /// each may learn at a lower rate than the one after it, and later, so that all train in the second half
    /// of the epochs.
    std::vector<AdamWTrainer::Group> groupsOf(Phase phase, const Classifier& classifier) const;
};

} // namespace cultivar
