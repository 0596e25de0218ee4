// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/SortOptions.h"

#include "app/JsonOutput.h"
#include "app/Terminal.h"
#include "core/base/Paths.h"
#include "ui/ErrorText.h"

#include <QJsonArray>
#include <QLocale>

#include <map>

namespace cultivar {

namespace {

using Fate = SortEntry::Fate;

QString nameOf(Fate fate)
{
    switch (fate) {
    case Fate::Placed:
        return QStringLiteral("sorted");
    case Fate::There:
        return QStringLiteral("there already");
    case Fate::Stays:
        return QStringLiteral("unsure, stays");
    case Fate::Failed:
        return QStringLiteral("failed");
    }
    return {};
}

QString size(std::uint64_t bytes)
{
    return QLocale::c().formattedDataSize(static_cast<qint64>(bytes));
}

QString lineFor(const SortEntry& entry)
{
    const QString from = displayPath(entry.from);
    if (entry.fate == Fate::Failed)
        return oneLine(errorText(Error{entry.error, entry.from, {}}));
    if (entry.fate == Fate::Stays)
        return QStringLiteral("%1  (%2)").arg(from, nameOf(entry.fate));
    const QString to = QStringLiteral("%1 -> %2").arg(from, displayPath(entry.to));
    if (entry.fate == Fate::There)
        return QStringLiteral("%1  (%2)").arg(to, nameOf(entry.fate));
    return entry.isRenamed ? to + QStringLiteral("  (the name was taken)") : to;
}

QString textOf(const SortPlan& plan)
{
    QString text;
    std::map<QString, std::size_t> folders;
    for (const SortEntry& entry : plan.entries) {
        text += lineFor(entry) + u'\n';
        if (entry.fate == Fate::Placed)
            ++folders[displayPath(entry.to.parent_path())];
    }
    text += u'\n';
    for (const auto& [folder, files] : folders)
        text += QStringLiteral("%1  %2\n").arg(files, 7).arg(folder);
    const SortPlan::Totals& totals = plan.totals;
    text += QStringLiteral("%1 would be %2 (%3 to write, %4 free), %5 under another name; "
                           "%6 there already, %7 unsure and staying, %8 failed\n")
                .arg(totals.placed)
                .arg(plan.settings.isMove ? QStringLiteral("moved") : QStringLiteral("copied"))
                .arg(size(totals.bytes), size(plan.freeBytes))
                .arg(totals.renamed)
                .arg(totals.there)
                .arg(totals.staying)
                .arg(totals.failed);
    return text;
}

QJsonObject jsonOf(const SortPlan& plan)
{
    QJsonArray files;
    for (const SortEntry& entry : plan.entries) {
        QJsonObject file{{"from", displayPath(entry.from)}, {"fate", nameOf(entry.fate)}};
        if (entry.fate == Fate::Failed)
            file["error"] = oneLine(errorText(Error{entry.error, entry.from, {}}));
        else if (entry.fate != Fate::Stays)
            file["to"] = displayPath(entry.to);
        files.append(file);
    }
    return {{"target", displayPath(plan.settings.target)},
            {"move", plan.settings.isMove},
            {"bytes", static_cast<qint64>(plan.totals.bytes)},
            {"free_bytes", static_cast<qint64>(plan.freeBytes)},
            {"files", files}};
}

} // namespace

std::vector<CommandSyntax::Option> SortOptions::syntax()
{
    return {
        {"--sort-into", "DIR", "copy each picture into DIR/LABEL; never replaces a file"},
        {"--move", "", "with --sort-into: move them"},
        {"--dry-run", "", "with --sort-into: only say what would go where"},
        {"--min-confidence", "P",
         "with --sort-into: pictures less probable than P (0 to 1)\nare unsure, as are "
         "those unlike the training data"},
        {"--unsure", "folder|stay",
         "with --sort-into: whether those go to DIR/unsure, or\nstay where they are; default folder"},
    };
}

UsageResult<void> SortOptions::configure(const Arguments& arguments)
{
    m_settings.target = arguments.path("--sort-into");
    if (!isWanted()) {
        for (const CommandSyntax::Option& option : syntax()) {
            if (arguments.has(option.name))
                return usageFailure(QStringLiteral("%1 needs --sort-into").arg(option.name));
        }
        return {};
    }
    const auto confidence = arguments.notNegative("--min-confidence", 0.0, 1.0);
    if (!confidence)
        return tl::unexpected(confidence.error());
    const auto unsure = arguments.choice("--unsure", {"folder", "stay"});
    if (!unsure)
        return tl::unexpected(unsure.error());
    m_settings.isMove = arguments.has("--move");
    m_settings.minConfidence = *confidence;
    m_settings.unsure = *unsure == 0 ? SortSettings::Unsure::IntoFolder : SortSettings::Unsure::Stay;
    m_isDryRun = arguments.has("--dry-run");
    return {};
}

void SortOptions::add(const std::filesystem::path& path, const Prediction& prediction)
{
    const LabelProbability& best = prediction.ranked.front();
    m_files.push_back({path, best.label, best.probability, prediction.isUnlike()});
}

Result<bool> SortOptions::run(const QStringList& classes, const CancelToken& cancel, QJsonObject* json)
{
    const auto plan = SortPlan::make(m_files, classes, m_settings, cancel);
    if (!plan)
        return tl::unexpected(plan.error());
    bool isWhole = plan->totals.failed == 0;
    if (json)
        *json = jsonOf(*plan);
    if (m_isDryRun)
        return (json ? Result<void>() : printText(textOf(*plan))).map([&] { return isWhole; });
    const auto outcome = sort(*plan, cancel);
    if (!outcome)
        return tl::unexpected(outcome.error());
    isWhole = isWhole && outcome->failed.empty() && !outcome->isCancelled;
    if (json) {
        json->insert(QStringLiteral("outcome"), toJson(*outcome));
        return isWhole;
    }
    printFailures(*outcome);
    const QString text = QStringLiteral("%1 of %2 files %3 into %4%5\n"
                                        "'cultivar undo-sort' takes that back\n")
                             .arg(outcome->done)
                             .arg(plan->entries.size())
                             .arg(m_settings.isMove ? QStringLiteral("moved") : QStringLiteral("copied"),
                                  displayPath(plan->settings.target),
                                  outcome->isCancelled ? QStringLiteral(", then stopped") : QString());
    return printText(text).map([&] { return isWhole; });
}

Result<FileSort::Outcome> SortOptions::sort(const SortPlan& plan, const CancelToken& cancel)
{
    const auto outcome = FileSort::begin(plan).and_then([&](FileSort sort) {
        return sort.carryOut(cancel, [this](std::size_t done, std::size_t total) {
            m_line.update(QStringLiteral("sorting"), static_cast<std::int64_t>(done),
                          static_cast<std::int64_t>(total));
        });
    });
    m_line.clear();
    return outcome;
}

QJsonObject toJson(const FileSort::Outcome& outcome)
{
    QJsonArray failed;
    for (const SkippedFile& file : outcome.failed)
        failed.append(
            QJsonObject{{"path", displayPath(file.path)}, {"error", oneLine(errorText(file.reason))}});
    return {
        {"done", static_cast<qint64>(outcome.done)}, {"stopped", outcome.isCancelled}, {"failed", failed}};
}

void printFailures(const FileSort::Outcome& outcome)
{
    for (const SkippedFile& file : outcome.failed) {
        const QString reason = oneLine(errorText(file.reason));
        writeStandardErrorLine(file.path == file.reason.path
                                   ? reason
                                   : QStringLiteral("%1: %2").arg(displayPath(file.path), reason));
    }
}

} // namespace cultivar
