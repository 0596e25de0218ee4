// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/ModelExport.h"

#include "core/base/AtomicFile.h"
#include "core/base/Paths.h"
#include "core/export/ExportCheck_p.h"
#include "core/export/ExportSnippets.h"
#include "core/export/OnnxExport_p.h"
#include "core/export/SafeTensorsExport_p.h"
#include "core/export/TorchScriptExport_p.h"

#include <QJsonArray>
#include <QTemporaryDir>

namespace cultivar {

namespace {

QByteArray labelsOf(const ModelDescription& model)
{
    // One a line; a class folder's name can hold line breaks, which would shift all that follow.
    QStringList lines;
    for (QString label : model.classes)
        lines.append(label.replace(u'\n', u' ').replace(u'\r', u' '));
    return lines.join(u'\n').append(u'\n').toUtf8();
}

Result<void> writeNetwork(const std::filesystem::path& file, LoadedModel& model, const ExportOptions& options)
{
    if (options.format == ExportFormat::SafeTensors)
        return writeSafeTensorsExport(file, model);
    try {
        const std::string bytes = options.format == ExportFormat::Onnx ? onnxBytes(model, options)
                                                                       : torchScriptBytes(model, options);
        return AtomicFile::replace(file, QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    } catch (const std::exception& exception) { // an operator without an ONNX form, by name
        return tl::unexpected(exportError(file, exception));
    }
}

/// Weights have no options: what torchvision's network takes and gives counts.
ExportOptions effective(ExportOptions options)
{
    if (options.format == ExportFormat::SafeTensors)
        options.isRawInput = options.givesProbabilities = false;
    return options;
}

/// Beside the exported file: the labels and ready-to-run snippets.
Result<void> writeCompanions(const ModelDescription& model, ExportOutcome& outcome)
{
    std::vector<std::pair<std::filesystem::path, QByteArray>> companions;
    companions.emplace_back(exportedLabels(outcome.output), labelsOf(model));
    for (const ExportSnippet& snippet : exportSnippets(model, outcome.options, outcome.output))
        companions.emplace_back(snippet.file, snippet.text.toUtf8());
    for (const auto& [file, text] : companions) {
        if (const auto written = AtomicFile::replace(file, text); !written)
            return written;
        outcome.files.push_back(file);
    }
    return {};
}

} // namespace

QJsonObject ExportOutcome::toJson() const
{
    QJsonArray names;
    for (const std::filesystem::path& file : files)
        names.append(displayPath(file));
    QJsonObject json{{"format", ExportOptions::name(options.format)},
                     {"output", displayPath(output)},
                     {"bytes", static_cast<qint64>(bytes)},
                     {"files", names},
                     {"labels", labels}};
    if (!engine.isEmpty())
        json["check"] = QJsonObject{{"engine", engine},
                                    {"largest_difference", difference},
                                    {"images", pictures},
                                    {"drawn_images", drawnPictures}};
    return json;
}

Result<ExportOutcome> ModelExport::run(const CancelToken& cancel, const Progress& progress) const
{
    if (const auto writable = AtomicFile::checkWritable(output); !writable)
        return tl::unexpected(writable.error());
    progress(ExportStage::Reading, 0, 0);
    ExportOutcome outcome;
    outcome.options = effective(options);
    outcome.output = output;
    outcome.files.push_back(output);
    const auto written = options.format == ExportFormat::Labels ? writeLabels(outcome)
                                                                : exportNetwork(outcome, cancel, progress);
    return written.map([&] { return outcome; });
}

Result<void> ModelExport::writeLabels(ExportOutcome& outcome) const
{
    const auto description = readModelDescription(model);
    if (!description)
        return tl::unexpected(description.error());
    const QByteArray text = labelsOf(*description);
    outcome.bytes = text.size();
    outcome.labels = static_cast<int>(description->classes.size());
    return AtomicFile::replace(output, text);
}

Result<void> ModelExport::exportNetwork(ExportOutcome& outcome, const CancelToken& cancel,
                                        const Progress& progress) const
{
    auto loaded = loadModel(model);
    if (!loaded)
        return tl::unexpected(loaded.error());
    loaded->classifier.foldTemperature(loaded->description.temperature());
    outcome.labels = static_cast<int>(loaded->description.classes.size());
    if (!cancel.checkpoint())
        return failure(ErrorCode::Cancelled);

    // Beside the output, so that giving it its name is a rename; gone with everything in it after an error.
    const auto folder = output.has_parent_path() ? output.parent_path() : std::filesystem::path(".");
    const QTemporaryDir scratch(toQString(folder / ".cultivar-export-XXXXXX"));
    if (!scratch.isValid())
        return failure(ErrorCode::WriteFailed, folder, scratch.errorString());
    const std::filesystem::path file = toPath(scratch.filePath(QStringLiteral("network")));
    const auto aboutOutput = [this](const Error& error) { return Error{error.code, output, error.detail}; };
    progress(ExportStage::Writing, 0, 0);
    return writeNetwork(file, *loaded, outcome.options)
        .and_then([&] { return check(file, outcome, cancel, progress); })
        .map_error(aboutOutput)
        .and_then([&] { return AtomicFile::moveInto(file, output); })
        .and_then([&] { return writeCompanions(loaded->description, outcome); });
}

Result<void> ModelExport::check(const std::filesystem::path& file, ExportOutcome& outcome,
                                const CancelToken& cancel, const Progress& progress) const
{
    progress(ExportStage::Checking, 0, ExportCheck::kPictures);
    const auto predictor = Predictor::open(model, 0, DeviceChoice::Cpu);
    if (!predictor)
        return tl::unexpected(predictor.error());
    const auto parity =
        ExportCheck(*predictor, outcome.options).run(file, photos, cancel, [&](int done, int total) {
            progress(ExportStage::Checking, done, total);
        });
    if (!parity)
        return tl::unexpected(parity.error());
    outcome.engine = parity->engine;
    outcome.difference = parity->difference;
    outcome.pictures = parity->pictures;
    outcome.drawnPictures = parity->drawnPictures;
    outcome.bytes = static_cast<std::int64_t>(std::filesystem::file_size(file));
    return {};
}

} // namespace cultivar
