// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/JobRunner.h"
#include "core/train/UnfinishedRun.h"

namespace cultivar {

/// The part of Session that knows which trainings a crash has cut off. Looks for them on a thread of its own.
/// GUI thread.
class UnfinishedRuns : public QObject
{
    Q_OBJECT

public:
    explicit UnfinishedRuns(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    void look() { start({}); }
    void discard(const UnfinishedRun& run) { start(run); }
    /// It is gone on with: not offered before giveBack().
    void take(const UnfinishedRun& run);
    /// The training has ended, and looks whether anything is left of it.
    void giveBack();
    /// The latest, of @p dataset rather than of another one; nothing when there is none.
    std::optional<UnfinishedRun> offered(const std::filesystem::path& dataset) const;

Q_SIGNALS:
    void changed();
    void failed(const cultivar::Error& error);

private:
    void start(std::optional<UnfinishedRun> discarded);
    void forgetTaken();

    std::filesystem::path m_folder;
    JobRunner m_runner;
    std::vector<UnfinishedRun> m_runs;
    std::filesystem::path m_taken; // the checkpoint of the run that is gone on with
};

} // namespace cultivar
