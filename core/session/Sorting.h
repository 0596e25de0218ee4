// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/JobRunner.h"
#include "core/jobs/SortJob.h"
#include "core/jobs/SortPlanJob.h"

namespace cultivar {

/// The part of Session that sorts classified pictures into folders: first a plan, then copying or moving,
/// then undo; and it knows which sorts a crash has cut off. On a thread of its own. GUI thread.
class Sorting : public QObject
{
    Q_OBJECT

public:
    /// planned() or failed() follows; a plan that was asked for before is given up.
    void plan(const std::vector<ClassifiedFile>& files, const QStringList& classes,
              const SortSettings& settings);
    /// Carries out @p plan; each of these is followed by ended() or failed(). One at a time.
    void start(const std::shared_ptr<const SortPlan>& plan);
    /// The latest sort into @p target that is not undone, or was cut off.
    void undo(const std::filesystem::path& target);
    void finish(const std::filesystem::path& target);
    void cancel();
    bool isRunning() const { return m_job != nullptr; }

    /// Looks for sorts that were cut off; unfinishedChanged() follows.
    void look();
    const std::vector<FileSort>& unfinished() const { return m_unfinished; }

Q_SIGNALS:
    void planned(const std::shared_ptr<const cultivar::SortPlan>& plan);
    void started();
    void progressed(int done, int total);
    void ended(const cultivar::FileSort::Outcome& outcome);
    void unfinishedChanged();
    void failed(const cultivar::Error& error);

private:
    void run(SortJob::Work work);
    SortJob* startJob(SortJob::Work work);

    JobRunner m_runner;
    SortPlanJob* m_planning = nullptr; // the latest, until it has finished
    SortJob* m_job = nullptr;          // until it has finished
    std::vector<FileSort> m_unfinished;
};

} // namespace cultivar
