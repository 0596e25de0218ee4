// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/Job.h"
#include "core/train/Trainer.h"

namespace cultivar {

/// Trainer::findRate in the background.
class RateJob : public Job, private TrainingObserver
{
    Q_OBJECT

public:
    RateJob(TrainingConfig config, Dataset dataset, QObject* parent = nullptr)
        : Job(parent), m_config(std::move(config)), m_dataset(std::move(dataset))
    {
    }

Q_SIGNALS:
    void progressed(cultivar::TrainingStage stage, int done, int total);
    void found(const cultivar::RateCurve& curve);

protected:
    Result<void> run(const CancelToken& cancel) override
    {
        return Trainer::findRate(m_config, m_dataset, cancel, this).map([this](const RateCurve& curve) {
            Q_EMIT found(curve);
        });
    }

private:
    void stageProgress(TrainingStage stage, int done, int total) override
    {
        Q_EMIT progressed(stage, done, total);
    }

    TrainingConfig m_config;
    Dataset m_dataset;
};

} // namespace cultivar
