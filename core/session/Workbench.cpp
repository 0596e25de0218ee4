// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/Workbench.h"

#include "core/jobs/Job.h"

#include <algorithm>

namespace cultivar {

void Workbench::run(Job* job, Activity activity, std::function<void()> afterwards)
{
    connect(job, &Job::finished, this,
            [this, activity, afterwards = std::move(afterwards)](const std::optional<Error>& error) {
                m_running.erase(std::find(m_running.begin(), m_running.end(), activity));
                updateActivity();
                if (error && error->code != ErrorCode::Cancelled)
                    Q_EMIT failed(*error);
                if (afterwards)
                    afterwards();
            });
    m_running.push_back(activity);
    updateActivity();
    m_runner.start(job);
}

void Workbench::updateActivity()
{
    const auto latest = std::max_element(m_running.begin(), m_running.end());
    const Activity activity = latest == m_running.end() ? Activity::Idle : *latest;
    if (m_activity == activity)
        return;
    m_activity = activity;
    Q_EMIT activityChanged(activity);
}

} // namespace cultivar
