// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/Evaluation.h"

#include "core/base/Paths.h"
#include "core/predict/Predictor.h"

#include <QJsonArray>

namespace cultivar {

namespace {

double ratio(int part, int whole)
{
    return whole > 0 ? static_cast<double>(part) / whole : 0.0;
}

} // namespace

Evaluation::Evaluation(const QStringList& labels)
    : classes(labels), confusion(static_cast<std::size_t>(labels.size()),
                                 std::vector<int>(static_cast<std::size_t>(labels.size())))
{
}

void Evaluation::add(int trueLabel, int predictedLabel)
{
    ++confusion[static_cast<std::size_t>(trueLabel)][static_cast<std::size_t>(predictedLabel)];
}

int Evaluation::images() const
{
    int count = 0;
    for (const auto& row : confusion) {
        for (const int cell : row)
            count += cell;
    }
    return count;
}

double Evaluation::accuracy() const
{
    int correct = 0;
    for (std::size_t i = 0; i < confusion.size(); ++i)
        correct += confusion[i][i];
    return ratio(correct, images());
}

std::vector<Evaluation::ClassScore> Evaluation::perClass() const
{
    std::vector<ClassScore> scores;
    for (std::size_t i = 0; i < confusion.size(); ++i) {
        int predicted = 0;
        ClassScore score;
        score.label = classes[static_cast<qsizetype>(i)];
        for (std::size_t j = 0; j < confusion.size(); ++j) {
            score.support += confusion[i][j];
            predicted += confusion[j][i];
        }
        score.precision = ratio(confusion[i][i], predicted);
        score.recall = ratio(confusion[i][i], score.support);
        const double sum = score.precision + score.recall;
        score.f1 = sum > 0 ? 2 * score.precision * score.recall / sum : 0.0;
        scores.push_back(score);
    }
    return scores;
}

QJsonObject Evaluation::toJson() const
{
    QJsonArray scores, matrix, skippedJson;
    for (const ClassScore& score : perClass())
        scores.append(QJsonObject{{"label", score.label},
                                  {"support", score.support},
                                  {"precision", score.precision},
                                  {"recall", score.recall},
                                  {"f1", score.f1}});
    for (const auto& row : confusion) {
        QJsonArray cells;
        for (const int cell : row)
            cells.append(cell);
        matrix.append(cells);
    }
    for (const SkippedFile& file : skipped)
        skippedJson.append(QJsonObject{{"path", displayPath(file.path)}, {"reason", file.reason.detail}});
    return {{"classes", QJsonArray::fromStringList(classes)},
            {"images", images()},
            {"accuracy", accuracy()},
            {"per_class", scores},
            {"confusion", matrix},
            {"skipped", skippedJson}};
}

Result<Evaluation> Evaluation::run(const Predictor& predictor, const Dataset& dataset,
                                   const CancelToken& cancel, const std::function<void(int, int)>& progress)
{
    Evaluation evaluation(predictor.description().classes);
    evaluation.skipped = dataset.skipped;
    const bool hasTest = dataset.hasSubset(Subset::Test);
    std::vector<std::filesystem::path> paths;
    std::vector<int> labels;
    QStringList unknown;
    for (const DatasetItem& item : dataset.items) {
        if (hasTest && item.subset != Subset::Test)
            continue;
        const QString& name = dataset.classes[item.label];
        const auto label = static_cast<int>(evaluation.classes.indexOf(name));
        if (label >= 0) {
            paths.push_back(item.path);
            labels.push_back(label);
            continue;
        }
        if (!unknown.contains(name))
            unknown.append(name);
        evaluation.skipped.push_back({item.path,
                                      {ErrorCode::LabelMismatch, item.path,
                                       QStringLiteral("the model does not know the class %1").arg(name)}});
    }
    if (paths.empty() && !unknown.isEmpty())
        return failure(ErrorCode::LabelMismatch, dataset.root,
                       QStringLiteral("the model knows none of its classes (%1)")
                           .arg(unknown.mid(0, 5).join(QStringLiteral(", "))));
    const bool isComplete =
        predictor.classifyAll(paths, cancel, [&](std::size_t index, const Result<Prediction>& prediction) {
            if (prediction)
                evaluation.add(labels[index], prediction->ranked.front().label);
            else
                evaluation.skipped.push_back({paths[index], prediction.error()});
            if (progress)
                progress(static_cast<int>(index) + 1, static_cast<int>(paths.size()));
        });
    if (!isComplete)
        return failure(ErrorCode::Cancelled);
    if (evaluation.images() == 0)
        return failure(ErrorCode::NoImages, dataset.root, QStringLiteral("none of its images can be read"));
    return evaluation;
}

} // namespace cultivar
