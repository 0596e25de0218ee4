// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/base/Error.h"
#include "core/jobs/JobRunner.h"

#include <functional>
#include <vector>

namespace cultivar {

/// What computes, one job after the other, and what that makes of the app: training, scanning … or idle.
/// Lives on the GUI thread; Session and its parts put their jobs on it.
class Workbench : public QObject
{
    Q_OBJECT

public:
    enum class Activity {
        Idle,
        Classifying,
        Evaluating,
        Comparing,
        Exporting,
        Scanning,
        Training
    }; // of several, the last one counts
    Q_ENUM(Activity)

    using QObject::QObject;

    Activity activity() const { return m_activity; }
    bool isIdle() const { return m_activity == Activity::Idle; }

    /// Takes ownership of @p job. When it has finished, the activity changes, then failed() tells of an error
    /// that is not Cancelled, then @p afterwards is called; until then @p job may be used.
    void run(Job* job, Activity activity, std::function<void()> afterwards = {});
    /// Waiting jobs end as cancelled too.
    void cancelAll() { m_runner.cancelAll(); }

Q_SIGNALS:
    void activityChanged(cultivar::Workbench::Activity activity);
    void failed(const cultivar::Error& error);

private:
    void updateActivity();

    JobRunner m_runner;
    std::vector<Activity> m_running; // one for each job, waiting ones too
    Activity m_activity = Activity::Idle;
};

} // namespace cultivar
