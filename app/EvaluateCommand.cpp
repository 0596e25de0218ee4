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
        {"--split", "validation|test|all",
         "which images: those that the training of the model\nheld back, the test folder, or all; default: "
         "the "
         "test\nfolder where there is one, else all"},
        {"--csv", "FILE",
         "write a row per image: path, truth, answer, confidence,\nright, and the probability of "
         "each class"},
        {"--report", "FILE", "write an HTML page with figures, charts and the worst\nmistakes"},
        {"--threads", "N", "default: all cores"},
        deviceOption(),
        {"--json", "", "print the result as one JSON document on stdout"},
    };
    syntax.notes = QStringLiteral(
        "Validation images are drawn again as the training drew them, so DATASET must be the folder it saw;\n"
        "where images were added or removed since, that is refused.");
    return syntax;
}

UsageResult<void> EvaluateCommand::configure(const Arguments& arguments)
{
    m_model = arguments.operands()[0];
    m_dataset = arguments.operands()[1];
    m_csv = arguments.path("--csv");
    m_report = arguments.path("--report");
    m_isJson = arguments.has("--json");
    const auto part = arguments.choice("--split", {"validation", "test", "all"});
    if (!part)
        return tl::unexpected(part.error());
    constexpr EvaluatedPart kParts[] = {EvaluatedPart::Validation, EvaluatedPart::Test, EvaluatedPart::All};
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

Result<Evaluation> EvaluateCommand::evaluate(const Predictor& predictor, const CancelToken& cancel) const
{
    const auto dataset = scanWithProgress(m_dataset, cancel);
    if (!dataset)
        return tl::unexpected(dataset.error());
    ProgressLine line;
    auto evaluation =
        Evaluation::run(predictor, *dataset, {m_part, cancel, [&line](int done, int total) {
                                                  line.update(QStringLiteral("evaluating"), done, total);
                                              }});
    line.clear();
    return evaluation;
}

Result<void> EvaluateCommand::print(const Evaluation& evaluation, const ModelDescription& model) const
{
    if (!m_isJson)
        return printText(summaryOf(evaluation));
    QJsonObject document = evaluation.toJson();
    document["temperature"] = model.temperature();
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
    const auto evaluation = evaluate(*predictor, cancel);
    if (!evaluation)
        return tl::unexpected(evaluation.error());
    if (!m_csv.empty()) {
        if (const auto written = writeCsv(*evaluation); !written)
            return tl::unexpected(written.error());
    }
    if (!m_report.empty()) {
        if (const auto written = writeReport(*evaluation, predictor->description(), cancel); !written)
            return tl::unexpected(written.error());
    }
    if (const auto printed = print(*evaluation, predictor->description()); !printed)
        return tl::unexpected(printed.error());
    return kExitDone;
}

} // namespace cultivar
