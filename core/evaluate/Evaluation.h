// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/Dataset.h"

#include <QJsonObject>

#include <functional>
#include <vector>

namespace cultivar {

class Predictor;

/// How a model does on labelled images. Rows of the confusion matrix are true classes, columns predicted
/// ones.
struct Evaluation
{
    struct ClassScore
    {
        QString label;
        int support = 0;                                // images of this class
        double precision = 0.0, recall = 0.0, f1 = 0.0; // 0 where undefined
    };

    QStringList classes;
    std::vector<std::vector<int>> confusion; // [true][predicted]
    std::vector<SkippedFile> skipped;

    explicit Evaluation(const QStringList& classes);
    void add(int trueLabel, int predictedLabel);

    int images() const;
    double accuracy() const; // 0–1
    std::vector<ClassScore> perClass() const;
    QJsonObject toJson() const;

    /// Runs @p predictor over @p dataset: its test folder where it has one, else every image. Classes are
    /// matched by name. Errors: LabelMismatch naming the classes the model does not know when none fits,
    /// Cancelled, NoImages.
    static Result<Evaluation> run(const Predictor& predictor, const Dataset& dataset,
                                  const CancelToken& cancel = {},
                                  const std::function<void(int done, int total)>& progress = {});
};

} // namespace cultivar
