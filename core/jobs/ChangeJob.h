// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DatasetChanges.h"
#include "core/jobs/Job.h"

#include <functional>

namespace cultivar {

/// One change of a dataset that the user asked for: exclude, include, move or undo.
class ChangeJob : public Job
{
    Q_OBJECT

public:
    using Change = std::function<DatasetChanges::Outcome(DatasetChanges& changes)>;

    ChangeJob(std::filesystem::path root, Change change, QObject* parent = nullptr)
        : Job(parent), m_root(std::move(root)), m_change(std::move(change))
    {
    }

Q_SIGNALS:
    void changed(const std::vector<cultivar::SkippedFile>& failed);

protected:
    Result<void> run(const CancelToken&) override
    {
        DatasetChanges changes(m_root);
        return m_change(changes).map(
            [this](const std::vector<SkippedFile>& failed) { Q_EMIT changed(failed); });
    }

private:
    std::filesystem::path m_root;
    Change m_change;
};

} // namespace cultivar
