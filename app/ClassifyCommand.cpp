// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ClassifyCommand.h"

#include "app/DatasetScan.h"
#include "app/DeviceOption.h"
#include "app/JsonOutput.h"
#include "app/Terminal.h"
#include "core/base/Paths.h"
#include "core/data/FolderScanner.h"
#include "core/weights/Download.h"
#include "ui/ErrorText.h"

#include <algorithm>

namespace cultivar {

namespace {

constexpr int kMaxTop = 100'000;

/// The images and the files with a reason, in the order in which the paths were given.
Dataset collected(const std::vector<std::filesystem::path>& paths, const CancelToken& cancel)
{
    Dataset all;
    for (const std::filesystem::path& path : paths) {
        std::error_code ignored;
        if (!std::filesystem::is_directory(path, ignored)) {
            // A file named by hand is tried as it is; the decoder says best what is wrong with it.
            all.items.push_back({path, 0, Subset::Unassigned});
            continue;
        }
        Dataset folder = FolderScanner::collect({path}, cancel);
        std::move(folder.items.begin(), folder.items.end(), std::back_inserter(all.items));
        std::move(folder.skipped.begin(), folder.skipped.end(), std::back_inserter(all.skipped));
    }
    return all;
}

} // namespace

CommandSyntax ClassifyCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = QStringLiteral("classify");
    syntax.summary = QStringLiteral("tell what is on images");
    syntax.operands = {{"FILE", "a model file (.cultivar)"}, {"PATH", "images, and folders of images", true}};
    syntax.options = {
        {"--top", "N", "labels per image, most probable first; default 5"},
        {"--nearest", "K",
         "name the K training images that are most like each\nimage to the model; needs --dataset"},
        {"--dataset", "DATASET", "the folder that the model was trained on"},
        {"--csv", "FILE", "write the results as a table too: path, rank, label,\nprobability, error, unlike"},
        {"--threads", "N", "default: all cores"},
        deviceOption(),
        {"--json", "", "print the results as one JSON document on stdout"},
    };
    for (const CommandSyntax::Option& option : SortOptions::syntax())
        syntax.options.push_back(option);
    syntax.notes = QStringLiteral(
        "A file that is no readable image is reported and does not stop the rest. The exit code is 1\n"
        "when no image could be classified. Unlike the training data is what lies farther from every class\n"
        "than 95 % of the validation images. Distances to training images go from 0, the same, to 2. A sort\n"
        "can be taken back with 'cultivar undo-sort DIR'; one that was cut off can also be finished, with\n"
        "'cultivar finish-sort DIR'. When sorting, the exit code is 1 also where a file could not be "
        "sorted.");
    return syntax;
}

UsageResult<void> ClassifyCommand::configure(const Arguments& arguments)
{
    m_model = arguments.operands().front();
    m_paths.assign(arguments.operands().begin() + 1, arguments.operands().end());
    m_csvPath = arguments.path("--csv");
    m_isJson = arguments.has("--json");
    const auto top = arguments.integer("--top", 5, 1, kMaxTop);
    if (!top)
        return tl::unexpected(top.error());
    const auto nearest = arguments.integer("--nearest", 0, 1, kMaxTop);
    if (!nearest)
        return tl::unexpected(nearest.error());
    m_nearestCount = static_cast<int>(*nearest);
    m_dataset = arguments.path("--dataset");
    if (arguments.has("--nearest") != arguments.has("--dataset"))
        return usageFailure(QStringLiteral("--nearest and --dataset go together"));
    const auto threads = arguments.integer("--threads", 0, 0, kMaxThreads);
    if (!threads)
        return tl::unexpected(threads.error());
    const auto device = deviceFrom(arguments);
    if (!device)
        return tl::unexpected(device.error());
    m_top = static_cast<std::size_t>(*top);
    m_threads = static_cast<int>(*threads);
    m_device = *device;
    return m_sort.configure(arguments);
}

Result<int> ClassifyCommand::run(const CancelToken& cancel)
{
    const auto predictor = Predictor::open(m_model, m_threads, m_device);
    if (!predictor)
        return tl::unexpected(predictor.error());
    if (!m_csvPath.empty()) {
        auto csv = AnswerTable::create(m_csvPath);
        if (!csv)
            return tl::unexpected(csv.error());
        m_csv = std::move(*csv);
    }
    if (m_nearestCount > 0) {
        if (const auto looked = lookAtTrainingImages(*predictor, cancel); !looked)
            return tl::unexpected(looked.error());
    }
    const ModelDescription& model = predictor->description();
    const Dataset found = collected(m_paths, cancel);
    std::vector<std::filesystem::path> images;
    for (const DatasetItem& item : found.items)
        images.push_back(item.path);

    CancelToken stop = cancel;
    const bool isComplete =
        predictor->classifyAll(images, stop, [&](std::size_t index, const Result<Prediction>& prediction) {
            m_line.update(QStringLiteral("classifying"), static_cast<std::int64_t>(index) + 1,
                          static_cast<std::int64_t>(images.size()));
            report(model, images[index], prediction);
            if (!m_written)
                stop.cancel();
        });
    m_line.clear();
    if (!m_written)
        return tl::unexpected(m_written.error());
    if (!isComplete)
        return failure(ErrorCode::Cancelled);
    for (const SkippedFile& skipped : found.skipped)
        reportError(displayPath(skipped.path), skipped.reason);
    return finish(model, cancel);
}

/// Once, for all that is to be classified; what is kept from the last time makes it quick.
Result<void> ClassifyCommand::lookAtTrainingImages(const Predictor& predictor, const CancelToken& cancel)
{
    const auto dataset = scanWithProgress(m_dataset, cancel);
    if (!dataset)
        return tl::unexpected(dataset.error());
    const auto sha256 = sha256OfFile(m_model, cancel);
    if (!sha256)
        return tl::unexpected(sha256.error());
    const auto report = [this](int done, int total) {
        m_line.update(QStringLiteral("looking at the training images"), done, total);
    };
    auto images = NearestImages::make(predictor, QString::fromLatin1(*sha256), *dataset,
                                      {NearestImages::defaultCache(), cancel, report});
    m_line.clear();
    return images.map([this](NearestImages& made) { m_nearest = std::move(made); });
}

void ClassifyCommand::report(const ModelDescription& model, const std::filesystem::path& path,
                             const Result<Prediction>& prediction)
{
    if (prediction) {
        if (m_sort.isWanted())
            m_sort.add(path, *prediction);
        reportPrediction(model, path, *prediction);
        return;
    }
    Error error = prediction.error();
    if (error.path.empty())
        error.path = path;
    reportError(displayPath(path), error);
}

void ClassifyCommand::reportPrediction(const ModelDescription& model, const std::filesystem::path& file,
                                       const Prediction& prediction)
{
    const QString path = displayPath(file);
    ++m_classified;
    QJsonArray predictions;
    std::vector<AnswerTable::Entry> ranked;
    QString text = path + (prediction.isUnlike() ? QStringLiteral("  (unlike the training data)\n")
                                                 : QStringLiteral("\n"));
    for (std::size_t rank = 0; rank < std::min(m_top, prediction.ranked.size()); ++rank) {
        const LabelProbability& entry = prediction.ranked[rank];
        const QString label = model.classes[entry.label];
        predictions.append(QJsonObject{{"label", label}, {"probability", entry.probability}});
        text += QStringLiteral("  %1  %2\n").arg(percent(entry.probability), 7).arg(label);
        ranked.push_back({label, entry.probability});
    }
    if (m_csv && m_written)
        m_written = m_csv->add(path, ranked, prediction.isUnlike());
    QJsonObject result{{"path", path}, {"predictions", predictions}, {"unlike", prediction.isUnlike()}};
    if (m_nearest) {
        QJsonArray nearest;
        for (const Neighbour& neighbour : m_nearest->nearest(prediction.features, m_nearestCount, file)) {
            const QString name = displayPath(neighbour.path);
            nearest.append(
                QJsonObject{{"path", name}, {"label", neighbour.label}, {"distance", neighbour.distance}});
            text += QStringLiteral("  like %1  %2  %3\n")
                        .arg(neighbour.distance, 0, 'f', 3)
                        .arg(neighbour.label, name);
        }
        result["nearest"] = nearest;
    }
    if (m_isJson) {
        m_results.append(result);
        return;
    }
    if (m_sort.isWanted())
        return; // where they go says it
    m_line.clear();
    if (const auto printed = printText(text); !printed && m_written)
        m_written = printed;
}

void ClassifyCommand::reportError(const QString& path, const Error& error)
{
    if (!m_firstError)
        m_firstError = error;
    const QString text = oneLine(errorText(error));
    if (m_csv && m_written)
        m_written = m_csv->addProblem(path, text);
    if (m_isJson)
        m_results.append(QJsonObject{{"path", path}, {"error", text}});
    else
        m_line.print(text);
}

Result<int> ClassifyCommand::finish(const ModelDescription& model, const CancelToken& cancel)
{
    if (!m_written)
        return tl::unexpected(m_written.error());
    if (m_csv) {
        if (const auto committed = m_csv->commit(); !committed)
            return tl::unexpected(committed.error());
    }
    bool isSorted = true;
    QJsonObject document{{"model", displayPath(m_model)}, {"results", m_results}};
    if (m_sort.isWanted()) {
        QJsonObject json;
        const auto sorted = m_sort.run(model.classes, cancel, m_isJson ? &json : nullptr);
        if (!sorted)
            return tl::unexpected(sorted.error());
        isSorted = *sorted;
        document["sort"] = json;
    }
    if (m_isJson) {
        if (const auto printed = printJson(document); !printed)
            return tl::unexpected(printed.error());
    }
    if (m_classified > 0)
        return isSorted ? kExitDone : kExitFailed;
    // People have read the reasons already; a script that looks at stderr gets the first one.
    if (!m_firstError)
        return failure(ErrorCode::NoImages, m_paths.front());
    if (m_isJson)
        return tl::unexpected(*m_firstError);
    return kExitFailed;
}

} // namespace cultivar
