// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/Job.h"
#include "core/train/Trainer.h"

namespace cultivar {

/// Trainer::run on the worker thread. Stages and batches are thinned to ten signals a second; epochs never
/// are.
class TrainJob : public Job
{
    Q_OBJECT

public:
    TrainJob(TrainingConfig config, Dataset dataset, QObject* parent = nullptr);

Q_SIGNALS:
    void stageProgress(cultivar::TrainingStage stage, int done, int total);
    /// The batches since the last signal.
    void batchesFinished(const std::vector<cultivar::BatchRecord>& batches);
    void epochFinished(const cultivar::EpochRecord& epoch);
    void noticed(const cultivar::Error& notice);
    void trained(const cultivar::TrainingOutcome& outcome);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    TrainingConfig m_config;
    Dataset m_dataset;
};

} // namespace cultivar
