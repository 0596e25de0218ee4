// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/Exporting.h"

#include "core/jobs/ExportJob.h"

namespace cultivar {

void Exporting::start(const std::filesystem::path& output, const ExportOptions& options)
{
    if (m_job || m_model.empty())
        return;
    ModelExport settings;
    settings.model = m_model;
    settings.output = output;
    settings.options = options;
    if (m_dataset) {
        for (const DatasetItem& item : m_dataset->items)
            settings.photos.push_back(item.path);
    }
    auto* job = new ExportJob(std::move(settings));
    m_job = job;
    connect(job, &ExportJob::progressed, this, &Exporting::progressed);
    connect(job, &ExportJob::exported, this, &Exporting::exported);
    m_workbench.run(job, Workbench::Activity::Exporting, [this] {
        m_job = nullptr;
        Q_EMIT finished();
    });
    Q_EMIT started();
}

void Exporting::cancel()
{
    if (m_job)
        m_job->cancel();
}

} // namespace cultivar
