// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/InspectCommand.h"

#include "app/DeviceOption.h"
#include "app/JsonOutput.h"
#include "app/ProgressLine.h"
#include "app/Table.h"
#include "app/Terminal.h"
#include "core/base/ParallelFor.h"
#include "core/base/Paths.h"
#include "core/data/FolderScanner.h"
#include "core/data/ImageDecoder.h"
#include "ui/ErrorText.h"

#include <QJsonArray>

#include <algorithm>
#include <mutex>
#include <optional>
#include <thread>

namespace cultivar {

namespace {

// Small enough to be quick, while every byte of a JPEG is still read.
constexpr int kDecodedSide = 64;
constexpr int kFewImages = 10;
constexpr double kImbalance = 5.0;
constexpr std::size_t kSkippedShown = 50;

/// Moves images that cannot be decoded from the items to the skipped files. False when cancelled.
bool moveDamaged(Dataset& dataset, int threads, const CancelToken& cancel)
{
    ProgressLine line;
    std::mutex lineMutex;
    std::int64_t done = 0;
    std::vector<std::optional<Error>> errors(dataset.items.size());
    parallelFor(dataset.items.size(), threads, [&](std::size_t index) {
        if (!cancel.checkpoint())
            return;
        if (const auto image = ImageDecoder::decode(dataset.items[index].path, kDecodedSide); !image)
            errors[index] = image.error();
        const std::lock_guard lock(lineMutex);
        line.update(QStringLiteral("reading images"), ++done, static_cast<std::int64_t>(errors.size()));
    });
    std::vector<DatasetItem> readable;
    for (std::size_t index = 0; index < errors.size(); ++index) {
        if (errors[index])
            dataset.skipped.push_back({dataset.items[index].path, *errors[index]});
        else
            readable.push_back(std::move(dataset.items[index]));
    }
    dataset.items = std::move(readable);
    return !cancel.isCancelled();
}

QJsonObject jsonOf(const Dataset& dataset)
{
    const std::vector<int> counts = dataset.imagesPerClass();
    QJsonArray classes;
    for (int label = 0; label < dataset.classes.size(); ++label)
        classes.append(QJsonObject{{"name", dataset.classes[label]},
                                   {"images", counts[static_cast<std::size_t>(label)]}});
    QJsonArray skipped;
    for (const SkippedFile& file : dataset.skipped)
        skipped.append(
            QJsonObject{{"path", displayPath(file.path)}, {"reason", oneLine(errorText(file.reason))}});
    return {
        {"classes", classes}, {"images", static_cast<qint64>(dataset.items.size())}, {"skipped", skipped}};
}

QStringList warningsFor(const Dataset& dataset)
{
    QStringList warnings;
    if (dataset.classes.size() < 2)
        warnings += QStringLiteral("only one class; training needs at least two folders of images");
    const std::vector<int> counts = dataset.imagesPerClass();
    for (int label = 0; label < dataset.classes.size(); ++label) {
        const int count = counts[static_cast<std::size_t>(label)];
        if (count < kFewImages)
            warnings += QStringLiteral("%1 has %2 images; %3 or more make a usable class")
                            .arg(dataset.classes[label])
                            .arg(count)
                            .arg(kFewImages);
    }
    const auto [fewest, most] = std::minmax_element(counts.begin(), counts.end());
    if (fewest != counts.end() && *most > kImbalance * std::max(1, *fewest)) {
        warnings += QStringLiteral("unbalanced: %1 has %2 images, %3 has %4")
                        .arg(dataset.classes[most - counts.begin()])
                        .arg(*most)
                        .arg(dataset.classes[fewest - counts.begin()])
                        .arg(*fewest);
    }
    return warnings;
}

QString countsOf(const Dataset& dataset)
{
    const bool hasFolders = dataset.hasSubset(Subset::Train);
    Table table(hasFolders ? QStringList{"class", "images", "train", "validation", "test"}
                           : QStringList{"class", "images"});
    const auto total = dataset.imagesPerClass();
    const auto train = dataset.imagesPerClass(Subset::Train);
    const auto validation = dataset.imagesPerClass(Subset::Validation);
    const auto test = dataset.imagesPerClass(Subset::Test);
    for (std::size_t label = 0; label < total.size(); ++label) {
        QStringList cells{dataset.classes[static_cast<qsizetype>(label)], QString::number(total[label])};
        if (hasFolders)
            cells << QString::number(train[label]) << QString::number(validation[label])
                  << QString::number(test[label]);
        table.add(cells);
    }
    return table.text();
}

QString summaryOf(const Dataset& dataset)
{
    QString text = countsOf(dataset);
    text += QStringLiteral("\n%1 classes, %2 images, %3 files skipped\n")
                .arg(dataset.classes.size())
                .arg(dataset.items.size())
                .arg(dataset.skipped.size());
    for (const QString& warning : warningsFor(dataset))
        text += QStringLiteral("warning: %1\n").arg(warning);
    const std::size_t shown = std::min(dataset.skipped.size(), kSkippedShown);
    if (shown > 0)
        text += QStringLiteral("\nSkipped:\n");
    for (std::size_t i = 0; i < shown; ++i)
        text += QStringLiteral("  %1\n").arg(oneLine(errorText(dataset.skipped[i].reason)));
    if (shown < dataset.skipped.size())
        text += QStringLiteral("  and %1 more; --json lists all\n").arg(dataset.skipped.size() - shown);
    return text;
}

} // namespace

CommandSyntax InspectCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = QStringLiteral("inspect");
    syntax.summary = QStringLiteral("check a folder before training on it");
    syntax.operands = {
        {"DATASET",
         "a folder with one folder of images per class,\nor with train, val and test folders of such"}};
    syntax.options = {
        {"--threads", "N", "default: all cores"},
        {"--json", "", "print the findings as one JSON document on stdout"},
    };
    return syntax;
}

UsageResult<void> InspectCommand::configure(const Arguments& arguments)
{
    m_dataset = arguments.operands().front();
    m_isJson = arguments.has("--json");
    const auto threads = arguments.integer("--threads", 0, 0, kMaxThreads);
    if (!threads)
        return tl::unexpected(threads.error());
    const int cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    m_threads = *threads > 0 ? static_cast<int>(*threads) : cores;
    return {};
}

Result<int> InspectCommand::run(const CancelToken& cancel)
{
    auto dataset = FolderScanner::scan(m_dataset, cancel);
    if (!dataset)
        return tl::unexpected(dataset.error());
    if (!moveDamaged(*dataset, m_threads, cancel))
        return failure(ErrorCode::Cancelled);
    if (dataset->items.empty())
        return failure(ErrorCode::NoImages, m_dataset);
    const auto printed = m_isJson ? printJson(jsonOf(*dataset)) : printText(summaryOf(*dataset));
    if (!printed)
        return tl::unexpected(printed.error());
    return kExitDone;
}

} // namespace cultivar
