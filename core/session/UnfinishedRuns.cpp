// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/UnfinishedRuns.h"

#include "core/jobs/UnfinishedRunsJob.h"

#include <algorithm>

namespace cultivar {

void UnfinishedRuns::start(std::optional<UnfinishedRun> discarded)
{
    auto* job = new UnfinishedRunsJob(m_folder, std::move(discarded));
    connect(job, &UnfinishedRunsJob::found, this, [this](const std::vector<UnfinishedRun>& runs) {
        m_runs = runs;
        forgetTaken();
        Q_EMIT changed();
    });
    connect(job, &Job::finished, this, [this](const std::optional<Error>& error) {
        if (error && error->code != ErrorCode::Cancelled)
            Q_EMIT failed(*error);
    });
    m_runner.start(job);
}

void UnfinishedRuns::take(const UnfinishedRun& run)
{
    m_taken = run.config.checkpoint;
    forgetTaken();
    Q_EMIT changed();
}

void UnfinishedRuns::giveBack()
{
    m_taken.clear();
    look();
}

void UnfinishedRuns::forgetTaken()
{
    std::erase_if(m_runs, [this](const UnfinishedRun& run) { return run.config.checkpoint == m_taken; });
}

std::optional<UnfinishedRun> UnfinishedRuns::offered(const std::filesystem::path& dataset) const
{
    const auto same = std::find_if(m_runs.begin(), m_runs.end(),
                                   [&](const UnfinishedRun& run) { return run.dataset == dataset; });
    if (same != m_runs.end())
        return *same;
    return m_runs.empty() ? std::nullopt : std::optional(m_runs.front());
}

} // namespace cultivar
