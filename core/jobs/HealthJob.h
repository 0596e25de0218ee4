// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DatasetHealth.h"
#include "core/jobs/Job.h"

#include <memory>

namespace cultivar {

/// Checks all images of a dataset, on half of the cores. What it has looked at stays in @p looks, so that the
/// next check reads only what has changed.
class HealthJob : public Job
{
    Q_OBJECT

public:
    HealthJob(Dataset dataset, std::shared_ptr<PictureLooks> looks, QObject* parent = nullptr);

Q_SIGNALS:
    void progress(int done, int total); // at most ten times a second
    void checked(const cultivar::DatasetHealth& health);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    Dataset m_dataset;
    std::shared_ptr<PictureLooks> m_looks;
};

} // namespace cultivar
