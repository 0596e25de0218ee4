// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/Sorting.h"

namespace cultivar {

void Sorting::plan(const std::vector<ClassifiedFile>& files, const QStringList& classes,
                   const SortSettings& settings)
{
    if (m_planning)
        m_planning->cancel();
    auto* job = new SortPlanJob(files, classes, settings);
    m_planning = job;
    connect(job, &SortPlanJob::planned, this, [this, job](const std::shared_ptr<const SortPlan>& plan) {
        if (job == m_planning)
            Q_EMIT planned(plan);
    });
    connect(job, &Job::finished, this, [this, job](const std::optional<Error>& error) {
        if (job != m_planning)
            return;
        m_planning = nullptr;
        if (error && error->code != ErrorCode::Cancelled)
            Q_EMIT failed(*error);
    });
    m_runner.start(job);
}

void Sorting::start(const std::shared_ptr<const SortPlan>& plan)
{
    run([plan](const CancelToken& cancel, const FileSort::Progress& progress) {
        return FileSort::begin(*plan).and_then(
            [&](FileSort sort) { return sort.carryOut(cancel, progress); });
    });
}

void Sorting::undo(const std::filesystem::path& target)
{
    run([target](const CancelToken& cancel, const FileSort::Progress& progress) {
        auto sort = FileSort::latest(target);
        return sort ? sort->undo(cancel, progress) : FileSort::Outcome();
    });
}

void Sorting::finish(const std::filesystem::path& target)
{
    run([target](const CancelToken& cancel, const FileSort::Progress& progress) {
        auto sort = FileSort::latest(target);
        return sort ? sort->carryOut(cancel, progress) : FileSort::Outcome();
    });
}

void Sorting::cancel()
{
    if (m_job)
        m_job->cancel();
}

void Sorting::look()
{
    if (!m_job)
        startJob({});
}

void Sorting::run(SortJob::Work work)
{
    if (m_job)
        return;
    SortJob* job = startJob(std::move(work));
    m_job = job;
    connect(job, &SortJob::progressed, this, &Sorting::progressed);
    const auto outcome = std::make_shared<FileSort::Outcome>();
    connect(job, &SortJob::worked, this, [outcome](const FileSort::Outcome& worked) { *outcome = worked; });
    connect(job, &Job::finished, this, [this, outcome](const std::optional<Error>& error) {
        m_job = nullptr;
        if (error && error->code != ErrorCode::Cancelled)
            Q_EMIT failed(*error);
        else
            Q_EMIT ended(*outcome);
    });
    Q_EMIT started();
}

SortJob* Sorting::startJob(SortJob::Work work)
{
    auto* job = new SortJob(std::move(work));
    connect(job, &SortJob::foundUnfinished, this, [this](const std::vector<FileSort>& sorts) {
        m_unfinished = sorts;
        Q_EMIT unfinishedChanged();
    });
    m_runner.start(job);
    return job;
}

} // namespace cultivar
