// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/ExportWords.h"

#include "core/base/Paths.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace cultivar {

namespace {

struct ExportWordsContext
{
    Q_DECLARE_TR_FUNCTIONS(ExportWords)
};

QString engineWords(const ExportOutcome& outcome)
{
    return outcome.options.format == ExportFormat::SafeTensors ? ExportWordsContext::tr("a new network")
                                                               : outcome.engine;
}

} // namespace

QString stageWords(ExportStage stage)
{
    switch (stage) {
    case ExportStage::Reading:
        return ExportWordsContext::tr("Reading the model…");
    case ExportStage::Writing:
        return ExportWordsContext::tr("Writing…");
    case ExportStage::Checking:
        return ExportWordsContext::tr("Comparing its answers with the model's…");
    }
    return {};
}

QString outcomeWords(const ExportOutcome& outcome)
{
    const QString name = displayPath(outcome.output.filename());
    if (outcome.engine.isEmpty())
        return ExportWordsContext::tr("“%1” holds %n class name(s).", nullptr, outcome.labels).arg(name);
    const QString size = QLocale().formattedDataSize(outcome.bytes);
    const QString difference = QLocale().toString(std::max(outcome.difference, 1e-7), 'f', 7);
    return ExportWordsContext::tr("“%1” is written (%2) and checked: read by %3, its probabilities for %n "
                                  "picture(s) differ from the model's by %4 at most.",
                                  nullptr, outcome.pictures)
        .arg(name, size, engineWords(outcome), difference);
}

QString formatFilter(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Onnx:
        return ExportWordsContext::tr("ONNX (*.onnx)");
    case ExportFormat::TorchScript:
        return ExportWordsContext::tr("TorchScript (*.pt)");
    case ExportFormat::SafeTensors:
        return ExportWordsContext::tr("Weights (*.safetensors)");
    case ExportFormat::Labels:
        return ExportWordsContext::tr("Text (*.txt)");
    }
    return {};
}

QString noSnippetReason(ExportFormat format)
{
    if (format == ExportFormat::Labels)
        return ExportWordsContext::tr("The labels are plain text. They also come with every other format.");
    return ExportWordsContext::tr("torchvision does not have this network. Choose ONNX or TorchScript to run "
                                  "it elsewhere.");
}

} // namespace cultivar
