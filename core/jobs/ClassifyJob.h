// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"
#include "core/jobs/Job.h"
#include "core/predict/Predictor.h"

namespace cultivar {

/// Opens a model (once; the predictor is kept by the caller for the next job) and classifies pictures with
/// it.
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
    void collected(int images, const std::vector<cultivar::SkippedFile>& skipped);
    /// @p path is empty for a pasted picture.
    void classified(const std::filesystem::path& path, const cultivar::Prediction& prediction);
    void skipped(const std::filesystem::path& path, const cultivar::Error& reason);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    std::filesystem::path m_model;
    std::shared_ptr<Predictor> m_predictor;
    std::vector<std::filesystem::path> m_paths;
    Image m_image;
};

} // namespace cultivar
