// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluate/EvaluationReport.h"
#include "core/jobs/Job.h"

#include <memory>

namespace cultivar {

/// Writes the report of an evaluation to a file, atomically: a PDF where its name ends so, else HTML.
class ReportJob : public Job
{
    Q_OBJECT

public:
    struct Task
    {
        std::shared_ptr<const Evaluation> evaluation;
        ModelDescription model;
        std::filesystem::path modelFile;
        std::filesystem::path target;
    };

    explicit ReportJob(Task task, QObject* parent = nullptr) : Job(parent), m_task(std::move(task)) {}

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    Task m_task;
};

} // namespace cultivar
