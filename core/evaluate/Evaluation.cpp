// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/Evaluation.h"

#include "core/base/Paths.h"
#include "core/predict/Predictor.h"

#include <QJsonArray>

#include <algorithm>

namespace cultivar {

namespace {

QJsonArray intervalJson(const Interval& interval)
{
    return {interval.low, interval.high};
}

QJsonArray scoresJson(const Evaluation& evaluation)
{
    QJsonArray json;
    const auto scores = evaluation.metrics.perClass();
    for (std::size_t i = 0; i < scores.size(); ++i)
        json.append(QJsonObject{{"label", evaluation.classes[static_cast<qsizetype>(i)]},
                                {"support", scores[i].support},
                                {"precision", scores[i].precision},
                                {"recall", scores[i].recall},
                                {"f1", scores[i].f1}});
    return json;
}

QJsonArray confusionJson(const Metrics& metrics)
{
    QJsonArray json;
    for (const auto& row : metrics.confusion()) {
        QJsonArray cells;
        for (const int cell : row)
            cells.append(cell);
        json.append(cells);
    }
    return json;
}

QJsonArray reliabilityJson(const Reliability& reliability)
{
    QJsonArray json;
    for (const Reliability::Bin& bin : reliability.bins())
        json.append(
            QJsonObject{{"images", bin.images}, {"confidence", bin.confidence}, {"accuracy", bin.accuracy}});
    return json;
}

/// The images to look at with their labels in the model's order; what the model has no class for is skipped.
Result<std::vector<EvaluatedImage>> labelledImages(Evaluation& evaluation, const Dataset& dataset,
                                                   const std::vector<std::size_t>& items)
{
    std::vector<EvaluatedImage> images;
    QStringList unknown;
    for (const std::size_t index : items) {
        const DatasetItem& item = dataset.items[index];
        const QString& name = dataset.classes[item.label];
        const auto label = static_cast<int>(evaluation.classes.indexOf(name));
        if (label >= 0) {
            images.push_back({item.path, label, 0, {}, false});
            continue;
        }
        if (!unknown.contains(name))
            unknown.append(name);
        evaluation.skipped.push_back({item.path,
                                      {ErrorCode::LabelMismatch, item.path,
                                       QStringLiteral("the model does not know the class %1").arg(name)}});
    }
    if (images.empty() && !unknown.isEmpty())
        return failure(ErrorCode::LabelMismatch, dataset.root,
                       QStringLiteral("the model knows none of its classes (%1)")
                           .arg(unknown.mid(0, 5).join(QStringLiteral(", "))));
    return images;
}

std::vector<float> byClass(const Prediction& prediction)
{
    std::vector<float> probabilities(prediction.ranked.size());
    for (const LabelProbability& entry : prediction.ranked)
        probabilities[static_cast<std::size_t>(entry.label)] = static_cast<float>(entry.probability);
    return probabilities;
}

} // namespace

std::vector<std::size_t> Evaluation::mistakes() const
{
    std::vector<std::size_t> wrong;
    for (std::size_t i = 0; i < images.size(); ++i) {
        if (!images[i].isRight())
            wrong.push_back(i);
    }
    std::stable_sort(wrong.begin(), wrong.end(), [this](std::size_t a, std::size_t b) {
        return images[a].confidence() > images[b].confidence();
    });
    return wrong;
}

QJsonObject Evaluation::toJson() const
{
    const Metrics::Share top1 = metrics.top1(), top5 = metrics.top5();
    const auto unlike = std::count_if(images.begin(), images.end(),
                                      [](const EvaluatedImage& image) { return image.isUnlike; });
    QJsonArray skippedJson;
    for (const SkippedFile& file : skipped)
        skippedJson.append(QJsonObject{{"path", displayPath(file.path)}, {"reason", file.reason.detail}});
    return {{"classes", QJsonArray::fromStringList(classes)},
            {"split", partName(part)},
            {"images", metrics.images()},
            {"unlike", static_cast<qint64>(unlike)},
            {"accuracy", top1.value},
            {"accuracy_interval", intervalJson(top1.interval)},
            {"top5_accuracy", top5.value},
            {"top5_interval", intervalJson(top5.interval)},
            {"macro_f1", metrics.macroF1()},
            {"per_class", scoresJson(*this)},
            {"confusion", confusionJson(metrics)},
            {"expected_calibration_error", metrics.reliability().expectedError()},
            {"reliability", reliabilityJson(metrics.reliability())},
            {"skipped", skippedJson}};
}

Result<Evaluation> Evaluation::run(const Predictor& predictor, const Dataset& dataset, const Request& request)
{
    Request resolvedRequest = request;
    resolvedRequest.part = resolved(request.part, dataset, EvaluatedPart::All);
    return itemsOf(resolvedRequest.part, dataset, predictor.description(), request.cancel)
        .and_then([&](const std::vector<std::size_t>& items) {
            return run(predictor, dataset, items, resolvedRequest);
        });
}

Result<Evaluation> Evaluation::run(const Predictor& predictor, const Dataset& dataset,
                                   const std::vector<std::size_t>& items, const Request& request)
{
    const ModelDescription& model = predictor.description();
    Evaluation evaluation;
    evaluation.root = dataset.root;
    evaluation.part = request.part;
    evaluation.classes = model.classes;
    evaluation.skipped = dataset.skipped;
    evaluation.metrics = Metrics(static_cast<std::size_t>(model.classes.size()));
    auto images = labelledImages(evaluation, dataset, items);
    if (!images)
        return tl::unexpected(images.error());
    std::vector<std::filesystem::path> paths;
    for (const EvaluatedImage& image : *images)
        paths.push_back(image.path);
    const bool isComplete = predictor.classifyAll(
        paths, request.cancel, [&](std::size_t index, const Result<Prediction>& prediction) {
            if (prediction) {
                EvaluatedImage& image = evaluation.images.emplace_back(std::move((*images)[index]));
                image.answer = prediction->ranked.front().label;
                image.probabilities = byClass(*prediction);
                image.isUnlike = prediction->isUnlike();
                evaluation.metrics.add(image.truth, image.probabilities);
            } else {
                evaluation.skipped.push_back({paths[index], prediction.error()});
            }
            if (request.progress)
                request.progress(static_cast<int>(index) + 1, static_cast<int>(paths.size()));
        });
    if (!isComplete)
        return failure(ErrorCode::Cancelled);
    if (evaluation.images.empty())
        return failure(ErrorCode::NoImages, dataset.root, QStringLiteral("none of its images can be read"));
    return evaluation;
}

} // namespace cultivar
