// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/StrategyJob.h"

#include <chrono>

namespace cultivar {

namespace {

constexpr double kPreparingShare = 0.3; // of a run, as shown: images and features before the epochs

int plannedEpochs(ComparedStrategy strategy, const StrategyComparison::Settings& settings)
{
    switch (strategy) {
    case ComparedStrategy::FromScratch:
        return settings.scratchEpochs;
    case ComparedStrategy::Frozen:
        return settings.headEpochs;
    case ComparedStrategy::FineTuned:
        return settings.headEpochs + settings.finetuneEpochs;
    }
    Q_UNREACHABLE();
}

} // namespace

/// Turns what a trainer reports into the progress of the whole comparison.
class StrategyJobObserver : public TrainingObserver
{
public:
    StrategyJobObserver(StrategyJob& job, const StrategyComparison::Settings& settings)
        : m_job(job), m_settings(settings)
    {
        m_progress.total = static_cast<int>(settings.shares.size() * settings.strategies.size());
        startRun();
    }

    void runFinished()
    {
        if (++m_progress.done < m_progress.total)
            startRun();
    }

    void stageProgress(TrainingStage stage, int done, int total) override
    {
        if (stage != TrainingStage::ReadingImages && stage != TrainingStage::ComputingFeatures)
            return;
        m_progress.runDone = kPreparingShare * done / std::max(1, total);
        const auto now = std::chrono::steady_clock::now();
        if (now - m_last >= std::chrono::milliseconds(100))
            report();
    }

    void epochFinished(const EpochRecord& epoch) override
    {
        m_progress.epoch = epoch.epoch;
        const double epochs = plannedEpochs(m_progress.strategy, m_settings);
        m_progress.runDone = kPreparingShare + (1.0 - kPreparingShare) * epoch.epoch / epochs;
        report();
    }

private:
    void startRun()
    {
        const auto run = static_cast<std::size_t>(m_progress.done), strategies = m_settings.strategies.size();
        m_progress.share = m_settings.shares[run / strategies];
        m_progress.strategy = m_settings.strategies[run % strategies];
        m_progress.runDone = 0.0;
        m_progress.epoch = 0;
        report();
    }

    void report()
    {
        m_last = std::chrono::steady_clock::now();
        Q_EMIT m_job.progressed(m_progress);
    }

    StrategyJob& m_job;
    const StrategyComparison::Settings& m_settings;
    StrategyProgress m_progress;
    std::chrono::steady_clock::time_point m_last;
};

Result<void> StrategyJob::run(const CancelToken& cancel)
{
    StrategyJobObserver observer(*this, m_settings);
    const auto report = [&](const StrategyResult& result) {
        Q_EMIT compared(result);
        observer.runFinished();
    };
    return StrategyComparison::run(m_settings, m_dataset, cancel, report, &observer).map([](const auto&) {});
}

} // namespace cultivar
