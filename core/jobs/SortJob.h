// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/FileSort.h"
#include "core/jobs/Job.h"
#include "core/jobs/Pace.h"

namespace cultivar {

/// Copies or moves files, or takes that back; then tells which sorts are unfinished. Cancelled between two
/// files, it has an outcome all the same.
class SortJob : public Job
{
    Q_OBJECT

public:
    using Work = std::function<Result<FileSort::Outcome>(const CancelToken& cancel,
                                                         const FileSort::Progress& progress)>;

    /// Without @p work it only looks for unfinished ones.
    explicit SortJob(Work work, QObject* parent = nullptr) : Job(parent), m_work(std::move(work)) {}

Q_SIGNALS:
    void progressed(int done, int total); // at most ten times per second, and at the end
    void worked(const cultivar::FileSort::Outcome& outcome);
    void foundUnfinished(const std::vector<cultivar::FileSort>& sorts);

protected:
    Result<void> run(const CancelToken& cancel) override
    {
        Pace pace;
        const auto tell = [&](std::size_t done, std::size_t total) {
            if (pace.isDue(done, total))
                Q_EMIT progressed(static_cast<int>(done), static_cast<int>(total));
        };
        Result<void> ended;
        if (m_work)
            ended = m_work(cancel, tell).map([this](const FileSort::Outcome& outcome) {
                Q_EMIT worked(outcome);
            });
        Q_EMIT foundUnfinished(FileSort::unfinished());
        return ended;
    }

private:
    Work m_work;
};

} // namespace cultivar
