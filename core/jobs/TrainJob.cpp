// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/TrainJob.h"

#include "core/data/DatasetChanges.h"

#include <chrono>

namespace cultivar {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kInterval = std::chrono::milliseconds(100);

} // namespace

/// Passes on what the trainer reports, thinned to what a person can see.
class TrainJobObserver : public TrainingObserver
{
public:
    explicit TrainJobObserver(TrainJob& job) : m_job(job) {}

    void stageProgress(TrainingStage stage, int done, int total) override
    {
        const bool isNew = stage != m_stage || done >= total;
        if (isNew || Clock::now() - m_lastStage >= kInterval) {
            m_stage = stage;
            m_lastStage = Clock::now();
            Q_EMIT m_job.stageProgress(stage, done, total);
        }
    }

    void batchFinished(const BatchRecord& batch) override
    {
        m_batches.push_back(batch);
        if (Clock::now() - m_lastBatches >= kInterval)
            flush();
    }

    void epochFinished(const EpochRecord& epoch) override
    {
        flush();
        Q_EMIT m_job.epochFinished(epoch);
    }

    void notice(const Error& notice) override { Q_EMIT m_job.noticed(notice); }

private:
    void flush()
    {
        m_lastBatches = Clock::now();
        if (!m_batches.empty())
            Q_EMIT m_job.batchesFinished(std::exchange(m_batches, {}));
    }

    TrainJob& m_job;
    TrainingStage m_stage = TrainingStage::LoadingBackbone;
    Clock::time_point m_lastStage, m_lastBatches;
    std::vector<BatchRecord> m_batches;
};

TrainJob::TrainJob(TrainingConfig config, Dataset dataset, QObject* parent)
    : Job(parent), m_config(std::move(config)), m_dataset(std::move(dataset))
{
}

Result<void> TrainJob::run(const CancelToken& cancel)
{
    TrainJobObserver observer(*this);
    const auto outcome = Trainer::run(m_config, m_dataset, cancel, &observer);
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (const auto noted = DatasetChanges(m_dataset.root).noteTrained(m_dataset); !noted)
        Q_EMIT noticed(noted.error());
    Q_EMIT trained(*outcome);
    return {};
}

} // namespace cultivar
