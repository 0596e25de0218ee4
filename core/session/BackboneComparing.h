// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"
#include "core/model/BackboneTiming.h"
#include "core/session/Workbench.h"
#include "core/train/BackboneRace.h"

namespace cultivar {

/// The part of Session that finds the right backbone: how fast each is here, and how well each does on the
/// open dataset. GUI thread; @p workbench and @p dataset are Session's.
class BackboneComparing : public QObject
{
    Q_OBJECT

public:
    BackboneComparing(Workbench& workbench, const std::optional<Dataset>& dataset)
        : m_workbench(workbench), m_dataset(dataset)
    {
    }

    /// Times the backbones on this computer and keeps the results in TimingStore. Needs an idle session;
    /// finished() follows.
    void measure(const QStringList& backbones);
    /// Tries the backbones on a sample of the dataset. Needs a dataset and an idle session; finished()
    /// follows.
    void race(BackboneRace::Settings settings);
    /// What the last race found about the open dataset.
    const std::vector<RaceResult>& raceResults() const { return m_raceResults; }
    void cancel();
    /// Another dataset is open: what the last race found says nothing about it.
    void forgetRace() { m_raceResults.clear(); }

Q_SIGNALS:
    void progress(const QString& backbone, int done, int total); // backbones, or images in a race
    void measured(const QString& backbone, const cultivar::BackboneTiming& timing);
    void raced(const cultivar::RaceResult& result);
    void finished();
    void failed(const cultivar::Error& error);

private:
    void run(Job* job);

    Workbench& m_workbench;
    const std::optional<Dataset>& m_dataset;
    Job* m_job = nullptr; // until it has finished
    std::vector<RaceResult> m_raceResults;
};

} // namespace cultivar
