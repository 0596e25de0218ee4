// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Preprocessing.h"
#include "core/evaluate/GradCam.h"
#include "core/jobs/Job.h"
#include "core/predict/Predictor.h"

#include <variant>

namespace cultivar {

/// A picture, which of its places speak for a class, and where it lies among other pictures.
struct Explanation
{
    int request = 0; // whose answer it is
    Image picture;   // whole, at most ExplainJob::kSide pixels long
    HeatMap map;
    ViewArea area;               // the part of the picture that the map covers
    std::vector<float> features; // as in Prediction
};

/// gradCam() for one picture.
class ExplainJob : public Job
{
    Q_OBJECT

public:
    static constexpr int kSide = 1024;

    /// A picture file, or a picture as the network saw it (Prediction::networkView).
    using Picture = std::variant<std::filesystem::path, Image>;
    struct Task
    {
        std::shared_ptr<Predictor> predictor;
        Picture picture;
        int label = 0;
        int request = 0;
    };

    explicit ExplainJob(Task task, QObject* parent = nullptr) : Job(parent), m_task(std::move(task)) {}

Q_SIGNALS:
    void explained(const cultivar::Explanation& explanation);

protected:
    Result<void> run(const CancelToken& cancel) override;

private:
    Task m_task;
};

} // namespace cultivar
