// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/evaluate/EvaluatedPart.h"
#include "core/evaluate/Metrics.h"

#include <functional>

namespace cultivar {

class Predictor;

/// One image with what is true and what the model says.
struct EvaluatedImage
{
    std::filesystem::path path;
    int truth = 0, answer = 0;        // indices into Evaluation::classes
    std::vector<float> probabilities; // one per class
    bool isUnlike = false;            // see Prediction

    bool isRight() const { return truth == answer; }
    double confidence() const { return static_cast<double>(probabilities[static_cast<std::size_t>(answer)]); }
};

/// How a model does on labelled images. A value.
struct Evaluation
{
    std::filesystem::path root;              // of the images
    EvaluatedPart part = EvaluatedPart::All; // never Usual
    QStringList classes;
    std::vector<EvaluatedImage> images;
    std::vector<SkippedFile> skipped;
    Metrics metrics{0};

    /// Indices of the images that the model gets wrong, the most confident first.
    std::vector<std::size_t> mistakes() const;
    QJsonObject toJson() const; // the contract of `cultivar evaluate --json`

    struct Request
    {
        EvaluatedPart part = EvaluatedPart::Usual;
        CancelToken cancel;
        std::function<void(int done, int total)> progress;
    };
    /// Runs @p predictor over that part of @p dataset. Classes are matched by name. Errors: those of
    /// itemsOf(), LabelMismatch naming the classes the model does not know when none fits, Cancelled,
    /// NoImages.
    static Result<Evaluation> run(const Predictor& predictor, const Dataset& dataset, const Request& request);
    /// The same over @p items, chosen already: indices into Dataset::items.
    static Result<Evaluation> run(const Predictor& predictor, const Dataset& dataset,
                                  const std::vector<std::size_t>& items, const Request& request);
};

} // namespace cultivar
