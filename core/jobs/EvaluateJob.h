// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluate/ModelComparison.h"
#include "core/jobs/Job.h"
#include "core/predict/Predictor.h"

namespace cultivar {

/// Scans a folder and runs a model over a part of it, and a rival over the same images. Progress is thinned
/// to ten signals a second.
class EvaluateJob : public Job
{
    Q_OBJECT

public:
    struct Task
    {
        std::filesystem::path model;
        std::shared_ptr<Predictor> predictor; // of that model; null: it is opened and announced
        std::filesystem::path folder;
        EvaluatedPart part = EvaluatedPart::Usual;
        std::filesystem::path rival; // a model to compare with; empty: none
    };

    explicit EvaluateJob(Task task, QObject* parent = nullptr) : Job(parent), m_task(std::move(task)) {}

Q_SIGNALS:
    void modelReady(const std::shared_ptr<cultivar::Predictor>& predictor);
    void progress(int done, int total);
    /// @p comparison: null without a rival.
    void evaluated(const std::shared_ptr<const cultivar::Evaluation>& evaluation,
                   const std::shared_ptr<const cultivar::ModelComparison>& comparison);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    using Progress = std::function<void(int done, int total)>;
    Result<void> compare(const Dataset& dataset, const CancelToken& cancel, const Progress& progress);

    Task m_task;
};

} // namespace cultivar
