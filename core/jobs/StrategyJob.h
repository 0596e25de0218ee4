// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/Job.h"
#include "core/train/StrategyComparison.h"

namespace cultivar {

/// How far a comparison of strategies is: which of its runs is under way, and what that is busy with.
struct StrategyProgress
{
    ComparedStrategy strategy = ComparedStrategy::Frozen;
    double share = 1.0;      // of the training images
    int done = 0, total = 0; // runs
    double runDone = 0.0;    // 0–1, of the run under way
    int epoch = 0;           // the latest finished one; 0 before
};

/// StrategyComparison::run in the background. Progress is thinned to ten signals a second.
class StrategyJob : public Job
{
    Q_OBJECT

public:
    StrategyJob(StrategyComparison::Settings settings, Dataset dataset, QObject* parent = nullptr)
        : Job(parent), m_settings(std::move(settings)), m_dataset(std::move(dataset))
    {
    }

Q_SIGNALS:
    void progressed(const cultivar::StrategyProgress& progress);
    void compared(const cultivar::StrategyResult& result);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    StrategyComparison::Settings m_settings;
    Dataset m_dataset;
};

} // namespace cultivar
