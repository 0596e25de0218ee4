// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/ModelExport.h"
#include "core/jobs/Job.h"

namespace cultivar {

/// Exports a model once.
class ExportJob : public Job
{
    Q_OBJECT

public:
    explicit ExportJob(ModelExport settings, QObject* parent = nullptr)
        : Job(parent), m_export(std::move(settings))
    {
    }

Q_SIGNALS:
    void progressed(cultivar::ExportStage stage, int done, int total);
    void exported(const cultivar::ExportOutcome& outcome);

protected:
    Result<void> run(const CancelToken& cancel) override
    {
        return m_export
            .run(cancel,
                 [this](ExportStage stage, int done, int total) { Q_EMIT progressed(stage, done, total); })
            .map([this](const ExportOutcome& outcome) { Q_EMIT exported(outcome); });
    }

private:
    ModelExport m_export;
};

} // namespace cultivar
