// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluate/Evaluation.h"
#include "core/jobs/Job.h"
#include "core/predict/Predictor.h"

namespace cultivar {

/// Scans a folder and runs a model over a part of it. Progress is thinned to ten signals a second.
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
    };

    explicit EvaluateJob(Task task, QObject* parent = nullptr) : Job(parent), m_task(std::move(task)) {}

Q_SIGNALS:
    void modelReady(const std::shared_ptr<cultivar::Predictor>& predictor);
    void progress(int done, int total);
    void evaluated(const std::shared_ptr<const cultivar::Evaluation>& evaluation);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    Task m_task;
};

} // namespace cultivar
