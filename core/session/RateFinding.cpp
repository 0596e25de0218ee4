// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/RateFinding.h"

#include "core/jobs/RateJob.h"

namespace cultivar {

void RateFinding::find(const TrainingConfig& config)
{
    if (!m_workbench.isIdle() || !m_dataset)
        return;
    auto* job = new RateJob(config, *m_dataset);
    m_job = job;
    connect(job, &RateJob::progressed, this, &RateFinding::progressed);
    connect(job, &RateJob::found, this, &RateFinding::found);
    m_workbench.run(job, Workbench::Activity::Comparing, [this] {
        m_job = nullptr;
        Q_EMIT finished();
    });
}

void RateFinding::cancel()
{
    if (m_job)
        m_job->cancel();
}

} // namespace cultivar
