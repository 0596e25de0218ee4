// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/export/ExportReader_p.h"
#include "core/predict/Predictor.h"

#include <functional>

namespace cultivar {

/// How well an exported file agrees with the model it was made from.
struct ExportParity
{
    QString engine;          // that read the file back
    double difference = 0.0; // the largest between two probabilities
    int pictures = 0;
    int drawnPictures = 0; // of these; drawn where there were too few photos
};

/// Compares an exported file with the model on pictures: one alone, then all of them, seven at a time.
class ExportCheck
{
public:
    static constexpr double kTolerance = 1e-4;
    static constexpr int kPictures = 8;

    ExportCheck(const Predictor& model, const ExportOptions& options) : m_model(model), m_options(options) {}

    /// Of @p photos, kPictures spread over the list count. @p progress: pictures done and all. Errors:
    /// ExportDiffers, Cancelled.
    Result<ExportParity> run(const std::filesystem::path& file,
                             const std::vector<std::filesystem::path>& photos, const CancelToken& cancel,
                             const std::function<void(int, int)>& progress) const;

private:
    std::vector<Prediction> predictions(const std::vector<std::filesystem::path>& photos,
                                        ExportParity& parity) const;
    torch::Tensor inputOf(const Prediction& prediction) const; // [3, crop, crop]

    const Predictor& m_model;
    const ExportOptions& m_options;
};

} // namespace cultivar
