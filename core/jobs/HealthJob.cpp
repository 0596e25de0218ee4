// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/HealthJob.h"

#include <QElapsedTimer>
#include <QThread>

namespace cultivar {

HealthJob::HealthJob(Dataset dataset, std::shared_ptr<PictureLooks> looks, QObject* parent)
    : Job(parent), m_dataset(std::move(dataset)), m_looks(std::move(looks))
{
}

Result<void> HealthJob::run(const CancelToken& cancel)
{
    constexpr qint64 kReportEveryMs = 100;
    const int total = static_cast<int>(m_dataset.items.size());
    QElapsedTimer sinceReport;
    sinceReport.start();
    const DatasetHealth::Means means{std::max(1, QThread::idealThreadCount() / 2), cancel,
                                     [&](std::size_t done) {
                                         if (sinceReport.elapsed() < kReportEveryMs)
                                             return;
                                         sinceReport.restart();
                                         Q_EMIT progress(static_cast<int>(done), total);
                                     }};
    const auto health = DatasetHealth::check(m_dataset, *m_looks, means);
    if (!health)
        return tl::unexpected(health.error());
    Q_EMIT checked(*health);
    return {};
}

} // namespace cultivar
