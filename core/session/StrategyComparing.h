// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/StrategyJob.h"
#include "core/session/Workbench.h"

namespace cultivar {

/// The part of Session that sets from scratch, frozen and fine-tuned side by side on the open dataset. GUI
/// thread; @p workbench and @p dataset are Session's.
class StrategyComparing : public QObject
{
    Q_OBJECT

public:
    StrategyComparing(Workbench& workbench, const std::optional<Dataset>& dataset)
        : m_workbench(workbench), m_dataset(dataset)
    {
    }

    /// Needs a dataset and an idle session; finished() follows. What was found before is forgotten.
    void compare(const StrategyComparison::Settings& settings);
    void cancel();
    bool isRunning() const { return m_job != nullptr; }

    /// What has been found so far about the open dataset, and on which backbone.
    const std::vector<StrategyResult>& results() const { return m_results; }
    const QString& backbone() const { return m_backbone; }
    /// Another dataset is open.
    void forget() { m_results.clear(); }

Q_SIGNALS:
    void progressed(const cultivar::StrategyProgress& progress);
    void compared(const cultivar::StrategyResult& result);
    void finished();

private:
    Workbench& m_workbench;
    const std::optional<Dataset>& m_dataset;
    Job* m_job = nullptr; // until it has finished
    std::vector<StrategyResult> m_results;
    QString m_backbone;
};

} // namespace cultivar
