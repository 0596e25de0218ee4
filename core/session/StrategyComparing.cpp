// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/StrategyComparing.h"

namespace cultivar {

void StrategyComparing::compare(const StrategyComparison::Settings& settings)
{
    if (!m_workbench.isIdle() || !m_dataset)
        return;
    m_results.clear();
    m_backbone = settings.config.backbone;
    auto* job = new StrategyJob(settings, *m_dataset);
    m_job = job;
    connect(job, &StrategyJob::progressed, this, &StrategyComparing::progressed);
    connect(job, &StrategyJob::compared, this, [this](const StrategyResult& result) {
        m_results.push_back(result);
        Q_EMIT compared(result);
    });
    m_workbench.run(job, Workbench::Activity::Comparing, [this] {
        m_job = nullptr;
        Q_EMIT finished();
    });
}

void StrategyComparing::cancel()
{
    if (m_job)
        m_job->cancel();
}

} // namespace cultivar
