// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/EvaluateCommand.h"

#include "app/DatasetScan.h"
#include "app/DeviceOption.h"
#include "app/JsonOutput.h"
#include "app/ProgressLine.h"
#include "app/Table.h"
#include "app/Terminal.h"
#include "core/evaluate/Evaluation.h"
#include "core/predict/Predictor.h"

#include <algorithm>
#include <tuple>

namespace cultivar {

namespace {

constexpr std::size_t kConfusionsShown = 5;

/// "4 × oak taken for maple", the most frequent first.
QString confusionsOf(const Evaluation& evaluation)
{
    std::vector<std::tuple<int, int, int>> confusions; // −count, true, predicted
    for (int truth = 0; truth < evaluation.classes.size(); ++truth) {
        for (int predicted = 0; predicted < evaluation.classes.size(); ++predicted) {
            const int count =
                evaluation.confusion[static_cast<std::size_t>(truth)][static_cast<std::size_t>(predicted)];
            if (truth != predicted && count > 0)
                confusions.emplace_back(-count, truth, predicted);
        }
    }
    std::sort(confusions.begin(), confusions.end());
    confusions.resize(std::min(confusions.size(), kConfusionsShown));
    QString text;
    for (const auto& [count, truth, predicted] : confusions)
        text += QStringLiteral("  %1 × %2 taken for %3\n")
                    .arg(-count)
                    .arg(evaluation.classes[truth], evaluation.classes[predicted]);
    return text.isEmpty() ? text : QStringLiteral("\nMost frequent mistakes:\n") + text;
}

QString summaryOf(const Evaluation& evaluation)
{
    Table table({"class", "images", "precision", "recall", "F1"});
    for (const Evaluation::ClassScore& score : evaluation.perClass())
        table.add({score.label, QString::number(score.support), percent(score.precision),
                   percent(score.recall), percent(score.f1)});
    return table.text() + confusionsOf(evaluation) +
           QStringLiteral("\naccuracy  %1 of %2 images, %3 skipped\n")
               .arg(percent(evaluation.accuracy()))
               .arg(evaluation.images())
               .arg(evaluation.skipped.size());
}

} // namespace

CommandSyntax EvaluateCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = QStringLiteral("evaluate");
    syntax.summary = QStringLiteral("measure a model on labelled images");
    syntax.operands = {{"FILE", "a model file (.cultivar)"},
                       {"DATASET", "a folder with one folder of images per class; of\ntrain, val and test "
                                   "folders the test folder counts"}};
    syntax.options = {
        {"--threads", "N", "default: all cores"},
        deviceOption(),
        {"--json", "", "print the result as one JSON document on stdout"},
    };
    return syntax;
}

UsageResult<void> EvaluateCommand::configure(const Arguments& arguments)
{
    m_model = arguments.operands()[0];
    m_dataset = arguments.operands()[1];
    m_isJson = arguments.has("--json");
    const auto threads = arguments.integer("--threads", 0, 0, kMaxThreads);
    if (!threads)
        return tl::unexpected(threads.error());
    const auto device = deviceFrom(arguments);
    if (!device)
        return tl::unexpected(device.error());
    m_threads = static_cast<int>(*threads);
    m_device = *device;
    return {};
}

Result<int> EvaluateCommand::run(const CancelToken& cancel)
{
    const auto predictor = Predictor::open(m_model, m_threads, m_device);
    if (!predictor)
        return tl::unexpected(predictor.error());
    const auto dataset = scanWithProgress(m_dataset, cancel);
    if (!dataset)
        return tl::unexpected(dataset.error());
    ProgressLine line;
    const auto evaluation = Evaluation::run(*predictor, *dataset, cancel, [&line](int done, int total) {
        line.update(QStringLiteral("evaluating"), done, total);
    });
    line.clear();
    if (!evaluation)
        return tl::unexpected(evaluation.error());
    const auto printed = m_isJson ? printJson(evaluation->toJson()) : printText(summaryOf(*evaluation));
    if (!printed)
        return tl::unexpected(printed.error());
    return kExitDone;
}

} // namespace cultivar
