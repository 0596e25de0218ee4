// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/Evaluating.h"

#include "core/jobs/EvaluateJob.h"
#include "core/jobs/PicturesJob.h"
#include "core/jobs/ReportJob.h"

namespace cultivar {

void Evaluating::clear()
{
    cancel();
    m_rival.clear();
    if (m_latest) {
        m_latest.reset();
        m_comparison.reset();
        Q_EMIT changed();
    }
}

void Evaluating::evaluate(const std::filesystem::path& folder, EvaluatedPart part)
{
    if (!m_inUse.model || m_workbench.activity() > Workbench::Activity::Classifying)
        return;
    auto* job = new EvaluateJob({m_inUse.path, m_inUse.predictor, folder, part, m_rival});
    m_job = job;
    const auto isSame = [this, model = m_inUse.path] { return m_inUse.path == model; };
    connect(job, &EvaluateJob::modelReady, this, [this, isSame](const std::shared_ptr<Predictor>& predictor) {
        if (isSame())
            m_inUse.predictor = predictor;
    });
    connect(job, &EvaluateJob::progress, this, &Evaluating::progress);
    connect(job, &EvaluateJob::evaluated, this,
            [this, isSame](const std::shared_ptr<const Evaluation>& evaluation,
                           const std::shared_ptr<const ModelComparison>& comparison) {
                if (!isSame())
                    return;
                m_latest = evaluation;
                m_comparison = comparison;
                Q_EMIT changed();
            });
    connect(job, &Job::finished, this, [this](const std::optional<Error>& error) {
        if (error && error->path == m_rival)
            m_rival.clear(); // it cannot be read: the next evaluation does without
    });
    m_workbench.run(job, Workbench::Activity::Evaluating, [this] {
        m_job = nullptr;
        Q_EMIT finished();
    });
    Q_EMIT started();
}

void Evaluating::cancel()
{
    if (m_job)
        m_job->cancel();
}

int Evaluating::explain(ExplainJob::Picture picture, int label)
{
    if (m_explaining)
        m_explaining->cancel();
    m_explaining = nullptr;
    const int request = ++m_requests;
    if (!m_inUse.predictor)
        return request;
    auto* job = new ExplainJob({m_inUse.predictor, std::move(picture), label, request});
    m_explaining = job;
    connect(job, &ExplainJob::explained, this, [this, job](const Explanation& explanation) {
        if (job == m_explaining)
            Q_EMIT explained(explanation);
    });
    connect(job, &Job::finished, this, [this, job](const std::optional<Error>& error) {
        if (job == m_explaining)
            m_explaining = nullptr;
        if (error && error->code != ErrorCode::Cancelled)
            Q_EMIT failed(*error);
    });
    m_explainRunner.start(job);
    return request;
}

void Evaluating::showPictures(std::vector<std::filesystem::path> files)
{
    if (m_pictures)
        m_pictures->cancel();
    auto* job = new PicturesJob(std::move(files));
    m_pictures = job;
    connect(job, &PicturesJob::pictureReady, this, [this, job](int index, const Image& picture) {
        if (job == m_pictures && !picture.isNull())
            Q_EMIT pictureReady(index, picture);
    });
    connect(job, &Job::finished, this, [this, job] {
        if (job == m_pictures)
            m_pictures = nullptr;
    });
    m_pictureRunner.start(job);
}

void Evaluating::saveReport(const std::filesystem::path& file)
{
    if (!m_latest || !m_inUse.model)
        return;
    auto* job = new ReportJob({m_latest, *m_inUse.model, m_inUse.path, file});
    connect(job, &Job::finished, this, [this, file](const std::optional<Error>& error) {
        if (!error)
            Q_EMIT reportSaved(file);
        else if (error->code != ErrorCode::Cancelled)
            Q_EMIT failed(*error);
    });
    m_reportRunner.start(job);
}

} // namespace cultivar
