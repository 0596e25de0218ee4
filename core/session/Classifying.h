// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/ClassifyJob.h"
#include "core/session/Evaluating.h"

namespace cultivar {

/// The part of Session that asks the model in use what is on pictures. GUI thread; what InUse names is
/// Session's.
class Classifying : public QObject
{
    Q_OBJECT

public:
    /// Of all that was asked for since nothing was under way.
    struct Progress
    {
        int done = 0;
        int total = 0; // 0 while the model is opened and folders are looked through
        double picturesPerSecond = 0.0;
    };

    Classifying(Workbench& workbench, Evaluating::InUse inUse) : m_workbench(workbench), m_inUse(inUse) {}

    /// Need a model and that no training runs; started(), classified() and finished() follow.
    void classify(std::vector<std::filesystem::path> paths);
    void classify(Image image);
    bool isRunning() const { return !m_jobs.empty(); }
    Progress progress() const;
    /// What has been answered stays; finished() follows.
    void cancel();

    /// Another model is in use: answers of the one before do not come any more.
    void clear();

Q_SIGNALS:
    void started();
    void progressChanged();
    /// In the order of the pictures, in batches. Their labels are the model in use's.
    void classified(const std::vector<cultivar::ClassifiedPicture>& pictures);
    void finished(); // the last of what was asked for

private:
    ClassifyJob* makeJob();
    void run(ClassifyJob* job);
    bool isWanted(const ClassifyJob* job) const;

    Workbench& m_workbench;
    Evaluating::InUse m_inUse;
    std::vector<ClassifyJob*> m_jobs; // until they have finished
    Progress m_progress;
    QElapsedTimer m_clock; // since the first pictures were found
};

} // namespace cultivar
