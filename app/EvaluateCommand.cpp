// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/EvaluateCommand.h"

#include "app/DatasetScan.h"
#include "app/DeviceOption.h"
#include "app/JsonOutput.h"
#include "app/ProgressLine.h"
#include "app/Table.h"
#include "app/Terminal.h"
#include "core/base/CsvFile.h"
#include "core/base/Paths.h"
#include "core/evaluate/Evaluation.h"
#include "core/evaluate/EvaluationReport.h"
#include "core/evaluate/ModelComparison.h"
#include "core/predict/Predictor.h"

#include <QBuffer>

#include <algorithm>
#include <tuple>

namespace cultivar {

namespace {

constexpr std::size_t kConfusionsShown = 5;

/// "4 × oak taken for maple", the most frequent first.
QString confusionsOf(const Evaluation& evaluation)
{
    std::vector<std::tuple<int, int, int>> confusions; // −count, truth, answer
    const auto& matrix = evaluation.metrics.confusion();
    for (int truth = 0; truth < evaluation.classes.size(); ++truth) {
        for (int answer = 0; answer < evaluation.classes.size(); ++answer) {
            const int count = matrix[static_cast<std::size_t>(truth)][static_cast<std::size_t>(answer)];
            if (truth != answer && count > 0)
                confusions.emplace_back(-count, truth, answer);
        }
    }
    std::sort(confusions.begin(), confusions.end());
    confusions.resize(std::min(confusions.size(), kConfusionsShown));
    QString text;
    for (const auto& [count, truth, answer] : confusions)
        text += QStringLiteral("  %1 × %2 taken for %3\n")
                    .arg(-count)
                    .arg(evaluation.classes[truth], evaluation.classes[answer]);
    return text.isEmpty() ? text : QStringLiteral("\nMost frequent mistakes:\n") + text;
}

QString shareText(const Metrics::Share& share)
{
    return QStringLiteral("%1  (95 % interval %2 to %3)")
        .arg(percent(share.value), percent(share.interval.low), percent(share.interval.high));
}

QString summaryOf(const Evaluation& evaluation)
{
    const Metrics& metrics = evaluation.metrics;
    Table table({"class", "images", "precision", "recall", "F1"});
    const auto scores = metrics.perClass();
    for (std::size_t i = 0; i < scores.size(); ++i)
        table.add({evaluation.classes[static_cast<qsizetype>(i)], QString::number(scores[i].support),
                   percent(scores[i].precision), percent(scores[i].recall), percent(scores[i].f1)});
    return table.text() + confusionsOf(evaluation) +
           QStringLiteral("\naccuracy           %1\namong first five   %2\nmacro F1           %3\n"
                          "calibration error  %4\nimages             %5 (%6), %7 skipped\n")
               .arg(shareText(metrics.top1()), shareText(metrics.top5()), percent(metrics.macroF1()),
                    percent(metrics.reliability().expectedError()))
               .arg(metrics.images())
               .arg(partName(evaluation.part))
               .arg(evaluation.skipped.size());
}

QString numberText(float value)
{
    return QString::number(static_cast<double>(value), 'g', 9); // as `classify` writes it
}

} // namespace

CommandSyntax EvaluateCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = QStringLiteral("evaluate");
    syntax.summary = QStringLiteral("measure a model on labelled images");
    syntax.operands = {{"FILE", "a model file (.cultivar)"},
                       {"DATASET", "a folder with one folder of images per class"}};
    syntax.options = {
        {"--split", "validation|test|unseen|all",
         "which images: those that the training of the model\nheld back, the test folder, those it was not "
         "trained on,\nor all; default: the test folder where there is one,\nelse all (unseen with "
         "--against)"},
        {"--against", "FILE",
         "compare with another model on the same images, those\nthat neither was trained on unless --split "
         "all is given"},
        {"--csv", "FILE",
         "write a row per image: path, truth, answer, confidence,\nright, and the probability of "
         "each class"},
        {"--report", "FILE", "write an HTML page with figures, charts and the worst\nmistakes"},
        {"--threads", "N", "default: all cores"},
        deviceOption(),
        {"--json", "", "print the result as one JSON document on stdout"},
    };
    syntax.notes = QStringLiteral(
        "Validation images are those that the training held back: the model knows them by their content, so\n"
        "that others may have been added, renamed or removed since.");
    return syntax;
}

UsageResult<void> EvaluateCommand::configure(const Arguments& arguments)
{
    m_model = arguments.operands()[0];
    m_dataset = arguments.operands()[1];
    m_csv = arguments.path("--csv");
    m_report = arguments.path("--report");
    m_rival = arguments.path("--against");
    m_isJson = arguments.has("--json");
    const auto part = arguments.choice("--split", {"validation", "test", "unseen", "all"});
    if (!part)
        return tl::unexpected(part.error());
    using enum EvaluatedPart;
    constexpr EvaluatedPart kParts[] = {Validation, Test, Unseen, All};
    if (arguments.has("--split"))
        m_part = kParts[*part];
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

/// What would otherwise fail after minutes of work.
Result<void> EvaluateCommand::checkFiles() const
{
    for (const std::filesystem::path& file : {m_csv, m_report}) {
        if (file.empty())
            continue;
        if (const auto writable = AtomicFile::checkWritable(file); !writable)
            return writable;
    }
    return {};
}

struct EvaluateCommand::Findings
{
    Evaluation evaluation;
    std::optional<ModelComparison> comparison;
    std::optional<ModelDescription> rival;
};

Result<EvaluateCommand::Findings> EvaluateCommand::findings(const Predictor& predictor,
                                                            const CancelToken& cancel) const
{
    std::optional<Predictor> rival;
    if (!m_rival.empty()) {
        auto opened = Predictor::open(m_rival, m_threads, m_device);
        if (!opened)
            return tl::unexpected(opened.error());
        rival.emplace(std::move(*opened));
    }
    const auto dataset = scanWithProgress(m_dataset, cancel);
    if (!dataset)
        return tl::unexpected(dataset.error());
    ProgressLine line;
    Evaluation::Request request{m_part, cancel, [&line](int done, int total) {
                                    line.update(QStringLiteral("evaluating"), done, total);
                                }};
    if (!rival)
        return Evaluation::run(predictor, *dataset, request).map([](Evaluation evaluation) {
            return Findings{std::move(evaluation), {}, {}};
        });
    const auto fair = itemsFairTo(predictor.description(), rival->description(), m_part, *dataset, cancel);
    if (!fair)
        return tl::unexpected(fair.error());
    request.part = fair->part;
    auto first = Evaluation::run(predictor, *dataset, fair->items, request);
    const auto second = first ? Evaluation::run(*rival, *dataset, fair->items, request) : first;
    if (!second)
        return tl::unexpected(second.error());
    const auto comparison = ModelComparison::of(*first, *second);
    return Findings{std::move(*first), comparison, rival->description()};
}

/// The two accuracies side by side, and what the images that only one gets right say about chance.
QString EvaluateCommand::comparisonText(const ModelComparison& comparison,
                                        const ModelDescription& rival) const
{
    Table table({"model", "accuracy", "95 % interval"});
    for (const auto& [file, share] :
         {std::pair{&m_model, &comparison.first}, std::pair{&m_rival, &comparison.second}})
        table.add(
            {displayPath(file->filename()), percent(share->value),
             QStringLiteral("%1 to %2").arg(percent(share->interval.low), percent(share->interval.high))});
    QString text = QStringLiteral("\nOn the %1 images whose classes both know:\n").arg(comparison.images) +
                   table.text() +
                   QStringLiteral("better on %1 images, worse on %2: p = %3, %4\n")
                       .arg(comparison.onlyFirst)
                       .arg(comparison.onlySecond)
                       .arg(comparison.pValue, 0, 'g', 3)
                       .arg(comparison.isSignificant() ? QStringLiteral("more than chance")
                                                       : QStringLiteral("which may be chance"));
    if (comparison.notCompared > 0)
        text += QStringLiteral("%1 images have classes that only one of them knows\n")
                    .arg(comparison.notCompared);
    if (!rival.seen)
        text += QStringLiteral("%1 does not say which images it was trained on; it may have met these\n")
                    .arg(displayPath(m_rival.filename()));
    return text;
}

Result<void> EvaluateCommand::print(const Findings& findings, const ModelDescription& model) const
{
    if (!m_isJson)
        return printText(
            summaryOf(findings.evaluation) +
            (findings.comparison ? comparisonText(*findings.comparison, *findings.rival) : QString()));
    QJsonObject document = findings.evaluation.toJson();
    document["temperature"] = model.temperature();
    if (findings.comparison)
        document["comparison"] = findings.comparison->toJson();
    return printJson(document);
}

Result<void> EvaluateCommand::writeCsv(const Evaluation& evaluation) const
{
    QStringList header{"path", "truth", "answer", "confidence", "right"};
    for (const QString& label : evaluation.classes)
        header.append(QStringLiteral("p(%1)").arg(label));
    auto csv = CsvFile::create(m_csv, header);
    if (!csv)
        return tl::unexpected(csv.error());
    for (const EvaluatedImage& image : evaluation.images) {
        QStringList row{displayPath(image.path), evaluation.classes[image.truth],
                        evaluation.classes[image.answer],
                        numberText(image.probabilities[static_cast<std::size_t>(image.answer)]),
                        image.isRight() ? QStringLiteral("yes") : QStringLiteral("no")};
        for (const float probability : image.probabilities)
            row.append(numberText(probability));
        if (const auto written = csv->write(row); !written)
            return written;
    }
    return csv->commit();
}

Result<void> EvaluateCommand::writeReport(const Evaluation& evaluation, const ModelDescription& model,
                                          const CancelToken& cancel) const
{
    QByteArray html;
    QBuffer buffer(&html);
    buffer.open(QIODevice::WriteOnly);
    const EvaluationReport report{evaluation, model, m_model};
    return report.write(buffer, cancel).and_then([&] { return AtomicFile::replace(m_report, html); });
}

Result<int> EvaluateCommand::run(const CancelToken& cancel)
{
    if (const auto files = checkFiles(); !files)
        return tl::unexpected(files.error());
    const auto predictor = Predictor::open(m_model, m_threads, m_device);
    if (!predictor)
        return tl::unexpected(predictor.error());
    const auto findings = this->findings(*predictor, cancel);
    if (!findings)
        return tl::unexpected(findings.error());
    const Evaluation& evaluation = findings->evaluation;
    if (!m_csv.empty()) {
        if (const auto written = writeCsv(evaluation); !written)
            return tl::unexpected(written.error());
    }
    if (!m_report.empty()) {
        if (const auto written = writeReport(evaluation, predictor->description(), cancel); !written)
            return tl::unexpected(written.error());
    }
    if (const auto printed = print(*findings, predictor->description()); !printed)
        return tl::unexpected(printed.error());
    return kExitDone;
}

} // namespace cultivar
