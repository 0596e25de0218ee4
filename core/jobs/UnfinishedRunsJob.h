// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/Job.h"
#include "core/train/UnfinishedRun.h"

namespace cultivar {

/// Discards one unfinished training where asked to, then finds those that are left.
class UnfinishedRunsJob : public Job
{
    Q_OBJECT

public:
    explicit UnfinishedRunsJob(std::filesystem::path folder, std::optional<UnfinishedRun> discarded = {},
                               QObject* parent = nullptr)
        : Job(parent), m_folder(std::move(folder)), m_discarded(std::move(discarded))
    {
    }

Q_SIGNALS:
    void found(const std::vector<cultivar::UnfinishedRun>& runs);

protected:
    Result<void> run(const CancelToken&) override
    {
        const auto discarded = m_discarded ? m_discarded->discard() : Result<void>();
        Q_EMIT found(UnfinishedRun::findIn(m_folder));
        return discarded;
    }

private:
    std::filesystem::path m_folder;
    std::optional<UnfinishedRun> m_discarded;
};

} // namespace cultivar
