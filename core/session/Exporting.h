// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"
#include "core/export/ModelExport.h"
#include "core/session/Workbench.h"

#include <optional>

namespace cultivar {

/// The part of Session that exports the model in use. GUI thread; @p workbench, @p model and @p dataset are
/// Session's.
class Exporting : public QObject
{
    Q_OBJECT

public:
    Exporting(Workbench& workbench, const std::filesystem::path& model, const std::optional<Dataset>& dataset)
        : m_workbench(workbench), m_model(model), m_dataset(dataset)
    {
    }

    /// Checks the export on images of the open dataset, where there is one. Needs a model and no export under
    /// way; waits behind what else computes. finished() follows, after exported() where there was no error.
    void start(const std::filesystem::path& output, const ExportOptions& options);
    void cancel();
    bool isRunning() const { return m_job != nullptr; }

Q_SIGNALS:
    void started();
    void progressed(cultivar::ExportStage stage, int done, int total);
    void exported(const cultivar::ExportOutcome& outcome);
    void finished();

private:
    Workbench& m_workbench;
    const std::filesystem::path& m_model;
    const std::optional<Dataset>& m_dataset;
    Job* m_job = nullptr; // until it has finished
};

} // namespace cultivar
