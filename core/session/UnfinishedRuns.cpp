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
        Q_EMIT changed();
    });
    connect(job, &Job::finished, this, [this](const std::optional<Error>& error) {
        if (error && error->code != ErrorCode::Cancelled)
            Q_EMIT failed(*error);
    });
    m_runner.start(job);
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
