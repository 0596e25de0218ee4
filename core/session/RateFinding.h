// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Workbench.h"
#include "core/train/Trainer.h"

namespace cultivar {

/// The part of Session that finds a learning rate for the open dataset. GUI thread; @p workbench and
/// @p dataset are Session's.
class RateFinding : public QObject
{
    Q_OBJECT

public:
    RateFinding(Workbench& workbench, const std::optional<Dataset>& dataset)
        : m_workbench(workbench), m_dataset(dataset)
    {
    }

    /// See Trainer::findRate(). Needs a dataset and an idle session; finished() follows, after found() where
    /// there was no error.
    void find(const TrainingConfig& config);
    void cancel();

Q_SIGNALS:
    void progressed(cultivar::TrainingStage stage, int done, int total);
    void found(const cultivar::RateCurve& curve);
    void finished();

private:
    Workbench& m_workbench;
    const std::optional<Dataset>& m_dataset;
    Job* m_job = nullptr; // until it has finished
};

} // namespace cultivar
