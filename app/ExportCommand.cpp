// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ExportCommand.h"

#include "app/JsonOutput.h"
#include "app/ProgressLine.h"
#include "core/base/Paths.h"
#include "core/data/FolderScanner.h"

#include <QLocale>

namespace cultivar {

namespace {

QString picturesOf(const ExportOutcome& outcome)
{
    if (outcome.drawnPictures == 0)
        return QStringLiteral("%1 images").arg(outcome.pictures);
    if (outcome.drawnPictures == outcome.pictures)
        return QStringLiteral("%1 drawn images").arg(outcome.pictures);
    return QStringLiteral("%1 images, %2 of them drawn").arg(outcome.pictures).arg(outcome.drawnPictures);
}

QString summaryOf(const ExportOutcome& outcome)
{
    QString text = QStringLiteral("%1  %2, %3 classes\n")
                       .arg(displayPath(outcome.output), QLocale::c().formattedDataSize(outcome.bytes))
                       .arg(outcome.labels);
    if (!outcome.engine.isEmpty())
        text += QStringLiteral("  checked: %1 gives the same probabilities within %2 (%3)\n")
                    .arg(outcome.engine, QString::number(outcome.difference, 'g', 2), picturesOf(outcome));
    for (std::size_t i = 1; i < outcome.files.size(); ++i)
        text += QStringLiteral("  beside it: %1\n").arg(displayPath(outcome.files[i]));
    return text;
}

QString stageName(ExportStage stage)
{
    switch (stage) {
    case ExportStage::Reading:
        return QStringLiteral("reading the model");
    case ExportStage::Writing:
        return QStringLiteral("writing");
    case ExportStage::Checking:
        return QStringLiteral("checking");
    }
    return {};
}

} // namespace

CommandSyntax ExportCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = QStringLiteral("export");
    syntax.summary = QStringLiteral("take a model to other software");
    syntax.operands = {{"FILE", "a model file (.cultivar)"}};
    syntax.options = {
        {"--format", "onnx|torchscript|safetensors|labels", "what to write; default onnx"},
        {"--out", "FILE", "where to write it", true},
        {"--raw-input", "on|off",
         "whether the network takes RGB from 0 to 255, or\nnormalised values; default on (ONNX, "
         "TorchScript)"},
        {"--probabilities", "on|off",
         "whether it gives probabilities, or logits; default\non (ONNX, TorchScript)"},
        {"--images", "PATH",
         "images to check the export on; without them, or where\nthey are fewer than 8, "
         "drawn ones stand in"},
        {"--json", "", "print the result as one JSON document on stdout"},
    };
    syntax.notes = QStringLiteral(
        "Another engine reads the file and must answer as the model does, within 0.0001, before the\n"
        "file gets its name: OpenCV for onnx, a fresh module for torchscript, a new network for\n"
        "safetensors. Labels and ready-to-run programs in Python and C++ are written beside it.\n"
        "safetensors holds plain weights under torchvision's names; its program shows how to load them.");
    return syntax;
}

UsageResult<void> ExportCommand::configure(const Arguments& arguments)
{
    m_export.model = arguments.operands().front();
    m_export.output = arguments.path("--out");
    m_photos = arguments.path("--images");
    m_isJson = arguments.has("--json");
    constexpr ExportFormat kFormats[] = {ExportFormat::Onnx, ExportFormat::TorchScript,
                                         ExportFormat::SafeTensors, ExportFormat::Labels};
    QStringList names;
    for (const ExportFormat format : kFormats)
        names.append(ExportOptions::name(format));
    const auto format = arguments.choice("--format", names);
    if (!format)
        return tl::unexpected(format.error());
    const auto input = arguments.choice("--raw-input", {"on", "off"});
    if (!input)
        return tl::unexpected(input.error());
    const auto output = arguments.choice("--probabilities", {"on", "off"});
    if (!output)
        return tl::unexpected(output.error());
    m_export.options = {kFormats[*format], *input == 0, *output == 0};
    const bool isNetwork = *format < 2;
    for (const char* option : {"--raw-input", "--probabilities"}) {
        if (!isNetwork && arguments.has(QString::fromLatin1(option)))
            return usageFailure(
                QStringLiteral("%1 has no meaning for %2").arg(QLatin1String(option), names[*format]));
    }
    return {};
}

Result<int> ExportCommand::run(const CancelToken& cancel)
{
    if (!m_photos.empty()) {
        for (const DatasetItem& item : FolderScanner::collect({m_photos}, cancel).items)
            m_export.photos.push_back(item.path);
        if (m_export.photos.empty())
            return failure(ErrorCode::NoImages, m_photos);
    }
    ProgressLine line;
    const auto outcome = m_export.run(cancel, [&line](ExportStage stage, int done, int total) {
        line.update(stageName(stage), done, total);
    });
    line.clear();
    if (!outcome)
        return tl::unexpected(outcome.error());
    const auto printed = m_isJson ? printJson(outcome->toJson()) : printText(summaryOf(*outcome));
    if (!printed)
        return tl::unexpected(printed.error());
    return kExitDone;
}

} // namespace cultivar
