// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/Job.h"
#include "core/predict/Predictor.h"

#include <QElapsedTimer>

namespace cultivar {

/// One picture and its answer, or why there is none.
struct ClassifiedPicture
{
    std::filesystem::path path; // empty for a picture that is no file
    Result<Prediction> answer;  // with the network's view only for a picture that is no file
};

/// Opens a model (once; the predictor is kept by the caller for the next job) and classifies pictures with
/// it. Files that cannot be read are part of the answer.
class ClassifyJob : public Job
{
    Q_OBJECT

public:
    /// @p predictor may be null: then the model at @p model is opened first and announced with modelReady().
    ClassifyJob(std::filesystem::path model, std::shared_ptr<Predictor> predictor, QObject* parent = nullptr);

    /// Files and folders to classify, or one picture from the clipboard.
    void setPaths(std::vector<std::filesystem::path> paths) { m_paths = std::move(paths); }
    void setImage(Image image) { m_image = std::move(image); }

Q_SIGNALS:
    void modelReady(const std::shared_ptr<cultivar::Predictor>& predictor);
    /// How many answers will come.
    void collected(int pictures);
    /// The first one alone, then at most ten times a second.
    void classified(const std::vector<cultivar::ClassifiedPicture>& pictures);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    void add(ClassifiedPicture picture);
    void flush();
    Result<void> classifyPaths(const CancelToken& cancel);

    std::filesystem::path m_model;
    std::shared_ptr<Predictor> m_predictor;
    std::vector<std::filesystem::path> m_paths;
    Image m_image;
    std::vector<ClassifiedPicture> m_batch;
    QElapsedTimer m_sinceFlush;
};

} // namespace cultivar
