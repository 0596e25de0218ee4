// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluate/ModelComparison.h"
#include "core/jobs/ExplainJob.h"
#include "core/session/Workbench.h"

namespace cultivar {

class EvaluateJob;
class PicturesJob;

/// The part of Session that tells how good the model in use is: the latest evaluation, explained pictures,
/// the report. GUI thread; what InUse names is Session's.
class Evaluating : public QObject
{
    Q_OBJECT

public:
    /// The model in use; the predictor is opened where it is null.
    struct InUse
    {
        const std::filesystem::path& path;
        const std::optional<ModelDescription>& model;
        std::shared_ptr<Predictor>& predictor;
    };

    Evaluating(Workbench& workbench, InUse inUse) : m_workbench(workbench), m_inUse(inUse) {}

    /// Null before the first one and after another model was opened.
    const std::shared_ptr<const Evaluation>& latest() const { return m_latest; }
    bool isRunning() const { return m_job != nullptr; }
    /// The model that evaluations compare the one in use with; empty: none. Where a model was retrained it is
    /// the one before.
    const std::filesystem::path& rival() const { return m_rival; }
    void setRival(const std::filesystem::path& model) { m_rival = model; }
    /// Of latest(); null without a rival.
    const std::shared_ptr<const ModelComparison>& comparison() const { return m_comparison; }

    /// Needs a model and that nothing but classifying is under way; finished() follows.
    void evaluate(const std::filesystem::path& folder, EvaluatedPart part);
    void cancel();

    /// Which places of a picture speak for a class of the model, beside whatever else it is asked; the latest
    /// request wins. Its number, which explained() gives back; failed() follows where the picture cannot be
    /// read. Needs a model that has answered already.
    int explain(ExplainJob::Picture picture, int label);
    /// Small pictures of @p files, beside whatever else runs; the latest request wins.
    void showPictures(std::vector<std::filesystem::path> files);
    /// Writes the report of latest() in the background, as PDF where the name ends so; reportSaved() or
    /// failed() follows.
    void saveReport(const std::filesystem::path& file);

    /// Another model is in use, and there is no rival.
    void clear();

Q_SIGNALS:
    void changed(); // latest() is another one
    void started();
    void progress(int done, int total);
    void finished();
    void explained(const cultivar::Explanation& explanation);
    void pictureReady(int index, const cultivar::Image& picture);
    void reportSaved(const std::filesystem::path& file);
    void failed(const cultivar::Error& error); // of what does not run on the workbench

private:
    Workbench& m_workbench;
    InUse m_inUse;
    JobRunner m_explainRunner;                 // only reads the model
    JobRunner m_pictureRunner, m_reportRunner; // do not touch it
    // The latest of each kind, until it has finished.
    EvaluateJob* m_job = nullptr;
    ExplainJob* m_explaining = nullptr;
    int m_requests = 0; // explanations so far
    PicturesJob* m_pictures = nullptr;
    std::shared_ptr<const Evaluation> m_latest;
    std::shared_ptr<const ModelComparison> m_comparison;
    std::filesystem::path m_rival;
};

} // namespace cultivar
