// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/BackboneComparing.h"

#include "core/jobs/MeasureJob.h"
#include "core/jobs/RaceJob.h"

namespace cultivar {

void BackboneComparing::measure(const QStringList& backbones)
{
    if (!m_workbench.isIdle())
        return;
    auto* job = new MeasureJob(backbones);
    connect(job, &MeasureJob::measuring, this, &BackboneComparing::progress);
    connect(job, &MeasureJob::measured, this, [this](const QString& backbone, const BackboneTiming& timing) {
        if (const auto kept = TimingStore::keep(backbone, timing); !kept)
            Q_EMIT failed(kept.error());
        Q_EMIT measured(backbone, timing);
    });
    run(job);
}

void BackboneComparing::race(BackboneRace::Settings settings)
{
    if (!m_workbench.isIdle() || !m_dataset)
        return;
    auto* job = new RaceJob(std::move(settings), *m_dataset);
    m_raceResults.clear();
    connect(job, &RaceJob::racing, this, &BackboneComparing::progress);
    connect(job, &RaceJob::raced, this, [this](const RaceResult& result) {
        m_raceResults.push_back(result);
        Q_EMIT raced(result);
    });
    run(job);
}

void BackboneComparing::run(Job* job)
{
    m_job = job;
    m_workbench.run(job, Workbench::Activity::Comparing, [this, job] {
        if (job == m_job)
            m_job = nullptr;
        Q_EMIT finished();
    });
}

void BackboneComparing::cancel()
{
    if (m_job)
        m_job->cancel();
}

} // namespace cultivar
