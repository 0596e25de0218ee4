// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/InspectCommand.h"

#include "app/DatasetScan.h"
#include "app/DeviceOption.h"
#include "app/JsonOutput.h"
#include "app/ProgressLine.h"
#include "app/Table.h"
#include "app/Terminal.h"
#include "core/base/Paths.h"
#include "core/data/DatasetHealth.h"
#include "ui/ErrorText.h"

#include <QJsonArray>

#include <algorithm>
#include <iterator>
#include <thread>

namespace cultivar {

namespace {

constexpr std::size_t kSkippedShown = 50;
constexpr std::size_t kPathsShown = 20;

/// A kind of finding, as scripts and as people read it.
struct KindName
{
    FindingKind kind;
    const char* key;
    const char* heading;
};

constexpr KindName kKindNames[] = {
    {FindingKind::DamagedFile, "damaged_file", "Damaged"},
    {FindingKind::DuplicateAcrossSplit, "duplicate_across_split",
     "Duplicates across train, validation and test (scores will look too good)"},
    {FindingKind::DuplicateAcrossClasses, "duplicate_across_classes",
     "Duplicates across classes (a label may be wrong)"},
    {FindingKind::ExactDuplicate, "exact_duplicate", "Duplicates"},
    {FindingKind::NearDuplicate, "near_duplicate", "Images that look the same"},
    {FindingKind::TinyImage, "tiny_image", "Tiny images"},
    {FindingKind::ExtremeAspect, "extreme_aspect", "Very long or very tall images"},
    {FindingKind::ClassImbalance, "class_imbalance", "Unbalanced classes"},
    {FindingKind::FewImages, "few_images", "Classes with few images"},
};

const char* keyOf(FindingKind kind)
{
    const auto* found = std::find_if(std::begin(kKindNames), std::end(kKindNames),
                                     [kind](const KindName& name) { return name.kind == kind; });
    return found->key;
}

Result<DatasetHealth> healthOf(Dataset& dataset, int threads, const CancelToken& cancel)
{
    ProgressLine line;
    const auto total = static_cast<std::int64_t>(dataset.items.size());
    return DatasetHealth::check(dataset, threads, cancel, [&](std::size_t done) {
        line.update(QStringLiteral("reading images"), static_cast<std::int64_t>(done), total);
    });
}

QJsonArray jsonOf(const std::vector<Finding>& findings)
{
    QJsonArray array;
    for (const Finding& finding : findings) {
        QJsonArray paths;
        for (const auto& path : finding.paths)
            paths.append(displayPath(path));
        array.append(QJsonObject{
            {"kind", keyOf(finding.kind)}, {"paths", paths}, {"detail", oneLine(finding.detail)}});
    }
    return array;
}

QJsonObject jsonOf(const Dataset& dataset, const DatasetHealth& health)
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
    return {{"classes", classes},
            {"images", static_cast<qint64>(dataset.items.size())},
            {"skipped", skipped},
            {"findings", jsonOf(health.findings)}};
}

/// The lines of one finding: the detail, and below it the paths where there are several.
QStringList linesOf(const Finding& finding)
{
    const QString detail = oneLine(finding.detail);
    if (finding.paths.empty())
        return {QStringLiteral("  %1").arg(detail)};
    if (finding.paths.size() == 1) {
        const QString path = displayPath(finding.paths.front());
        return {detail.isEmpty() ? QStringLiteral("  %1").arg(path)
                                 : QStringLiteral("  %1 (%2)").arg(path, detail)};
    }
    QStringList lines{QStringLiteral("  %1:").arg(detail)};
    for (const auto& path : finding.paths)
        lines += QStringLiteral("    %1").arg(displayPath(path));
    return lines;
}

/// The section of one kind, empty where nothing was found.
QString sectionOf(const KindName& name, const std::vector<Finding>& findings)
{
    QString text;
    std::size_t shown = 0;
    std::size_t hidden = 0;
    for (const Finding& finding : findings) {
        if (finding.kind != name.kind)
            continue;
        // A finding without paths counts as one; a large group is cut.
        const std::size_t size = std::max<std::size_t>(1, finding.paths.size());
        Finding cut = finding;
        cut.paths.resize(std::min(finding.paths.size(), kPathsShown - shown));
        const std::size_t taken = std::min(size, kPathsShown - shown);
        if (taken > 0)
            text += linesOf(cut).join(u'\n') + u'\n';
        shown += taken;
        hidden += size - taken;
    }
    if (text.isEmpty())
        return {};
    if (hidden > 0)
        text += QStringLiteral("  and %1 more; --json lists all\n").arg(hidden);
    return QStringLiteral("\n%1:\n%2").arg(QLatin1String(name.heading), text);
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

QString summaryOf(const Dataset& dataset, const DatasetHealth& health)
{
    QString text = countsOf(dataset);
    text += QStringLiteral("\n%1 classes, %2 images, %3 files skipped\n")
                .arg(dataset.classes.size())
                .arg(dataset.items.size())
                .arg(dataset.skipped.size());
    if (dataset.classes.size() < 2)
        text += QStringLiteral("warning: only one class; training needs at least two folders of images\n");
    for (const KindName& name : kKindNames)
        text += sectionOf(name, health.findings);
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
    auto dataset = scanWithProgress(m_dataset, cancel);
    if (!dataset)
        return tl::unexpected(dataset.error());
    const auto health = healthOf(*dataset, m_threads, cancel);
    if (!health)
        return tl::unexpected(health.error());
    if (dataset->items.empty())
        return failure(ErrorCode::NoImages, m_dataset);
    const auto printed =
        m_isJson ? printJson(jsonOf(*dataset, *health)) : printText(summaryOf(*dataset, *health));
    if (!printed)
        return tl::unexpected(printed.error());
    return kExitDone;
}

} // namespace cultivar
