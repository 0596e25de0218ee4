// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/HealthJob.h"

#include "core/jobs/Pace.h"

#include <QThread>

namespace cultivar {

HealthJob::HealthJob(Dataset dataset, std::shared_ptr<PictureLooks> looks, QObject* parent)
    : Job(parent), m_dataset(std::move(dataset)), m_looks(std::move(looks))
{
}

Result<void> HealthJob::run(const CancelToken& cancel)
{
    const std::size_t total = m_dataset.items.size();
    Pace pace;
    const auto report = [&](std::size_t done) {
        if (pace.isDue(done, total))
            Q_EMIT progress(static_cast<int>(done), static_cast<int>(total));
    };
    const DatasetHealth::Means means{std::max(1, QThread::idealThreadCount() / 2), cancel, report};
    const auto health = DatasetHealth::check(m_dataset, *m_looks, means);
    if (!health)
        return tl::unexpected(health.error());
    Q_EMIT checked(*health);
    return {};
}

} // namespace cultivar
