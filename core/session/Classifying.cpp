// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/Classifying.h"

#include <algorithm>

namespace cultivar {

bool Classifying::isWanted(const ClassifyJob* job) const
{
    return std::find(m_jobs.begin(), m_jobs.end(), job) != m_jobs.end();
}

ClassifyJob* Classifying::makeJob()
{
    if (!m_inUse.model || m_workbench.activity() == Workbench::Activity::Training)
        return nullptr;
    auto* job = new ClassifyJob(m_inUse.path, m_inUse.predictor);
    connect(job, &ClassifyJob::modelReady, this, [this, job](const std::shared_ptr<Predictor>& predictor) {
        if (isWanted(job))
            m_inUse.predictor = predictor;
    });
    connect(job, &ClassifyJob::collected, this, [this, job](int pictures) {
        if (!isWanted(job))
            return;
        if (m_progress.total == 0)
            m_clock.start();
        m_progress.total += pictures;
        Q_EMIT progressChanged();
    });
    connect(job, &ClassifyJob::classified, this, [this, job](const std::vector<ClassifiedPicture>& pictures) {
        if (!isWanted(job))
            return;
        m_progress.done += static_cast<int>(pictures.size());
        Q_EMIT classified(pictures);
        Q_EMIT progressChanged();
    });
    return job;
}

void Classifying::run(ClassifyJob* job)
{
    if (m_jobs.empty())
        m_progress = {};
    m_jobs.push_back(job);
    m_workbench.run(job, Workbench::Activity::Classifying, [this, job] {
        if (!isWanted(job))
            return;
        std::erase(m_jobs, job);
        if (m_jobs.empty())
            Q_EMIT finished();
    });
    Q_EMIT started();
}

void Classifying::classify(std::vector<std::filesystem::path> paths)
{
    ClassifyJob* job = makeJob();
    if (!job)
        return;
    job->setPaths(std::move(paths));
    run(job);
}

void Classifying::classify(Image image)
{
    ClassifyJob* job = makeJob();
    if (!job)
        return;
    job->setImage(std::move(image));
    run(job);
}

Classifying::Progress Classifying::progress() const
{
    Progress progress = m_progress;
    if (progress.done > 0)
        progress.picturesPerSecond = progress.done * 1000.0 / std::max<qint64>(1, m_clock.elapsed());
    return progress;
}

void Classifying::cancel()
{
    for (ClassifyJob* job : m_jobs)
        job->cancel();
}

void Classifying::clear()
{
    if (m_jobs.empty())
        return;
    cancel();
    m_jobs.clear();
    Q_EMIT finished();
}

} // namespace cultivar
