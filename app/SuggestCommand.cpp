// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/SuggestCommand.h"

#include "app/DatasetScan.h"
#include "app/DeviceOption.h"
#include "app/JsonOutput.h"
#include "app/ProgressLine.h"
#include "app/Table.h"
#include "app/Terminal.h"
#include "core/weights/BackboneCatalog.h"
#include "core/weights/WeightStore.h"
#include "ui/ErrorText.h"

#include <QJsonArray>

namespace cultivar {

namespace {

QJsonObject jsonOf(const RaceResult& result)
{
    if (result.error)
        return {{"backbone", result.backbone}, {"error", oneLine(errorText(*result.error))}};
    return {{"backbone", result.backbone},
            {"val_accuracy", result.accuracy},
            {"interval", QJsonArray{result.interval.low, result.interval.high}},
            {"train_images", result.trainImages},
            {"val_images", result.validationImages},
            {"ms_per_image", result.secondsPerImage * 1000},
            {"parameters_millions", BackboneCatalog::find(result.backbone)->parametersMillions}};
}

QString textOf(const std::vector<RaceResult>& results, const RaceResult* suggestion)
{
    Table table({"name", "accuracy", "95 % interval", "ms per image", "parameters"});
    QString failures;
    for (const RaceResult& result : results) {
        if (result.error) {
            failures += QStringLiteral("%1: %2\n").arg(result.backbone, oneLine(errorText(*result.error)));
            continue;
        }
        const double parameters = BackboneCatalog::find(result.backbone)->parametersMillions;
        table.add({result.backbone, percent(result.accuracy),
                   QStringLiteral("%1–%2").arg(percent(result.interval.low), percent(result.interval.high)),
                   QString::number(result.secondsPerImage * 1000, 'f', 1),
                   QString::number(parameters, 'f', 1) + QStringLiteral(" M")});
    }
    QString text = table.text() + failures;
    if (suggestion)
        text += QStringLiteral("\nSuggested: %1\n").arg(suggestion->backbone);
    return text;
}

} // namespace

CommandSyntax SuggestCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = QStringLiteral("suggest");
    syntax.summary = QStringLiteral("try the backbones whose weights are here on a sample of a dataset");
    syntax.operands = {{"DATASET", "a folder with one folder of images per class"}};
    syntax.options = {
        {"--backbones", "NAME,…", "default: all whose weights are on this computer"},
        {"--seed", "N", "default: 0"},
        {"--threads", "N", "default: all cores"},
        {"--json", "", "print the results as one JSON document on stdout"},
    };
    syntax.notes =
        QStringLiteral("Each stays frozen and sees at most %1 images once; a linear head learns from\n"
                       "what it makes of them. The fastest within one standard error of the best\n"
                       "is suggested.")
            .arg(BackboneRace::kImages);
    return syntax;
}

UsageResult<void> SuggestCommand::configure(const Arguments& arguments)
{
    m_dataset = arguments.operands().front();
    m_isJson = arguments.has("--json");
    for (const QString& name : arguments.text("--backbones").split(u',', Qt::SkipEmptyParts)) {
        const auto info = BackboneCatalog::find(name);
        if (!info)
            return usageFailure(oneLine(info.error().detail));
        m_settings.candidates << info->name;
    }
    const auto seed = arguments.seed("--seed");
    if (!seed)
        return tl::unexpected(seed.error());
    const auto threads = arguments.integer("--threads", 0, 0, kMaxThreads);
    if (!threads)
        return tl::unexpected(threads.error());
    m_settings.seed = *seed;
    m_settings.threads = static_cast<int>(*threads);
    return {};
}

Result<int> SuggestCommand::run(const CancelToken& cancel)
{
    if (m_settings.candidates.isEmpty())
        m_settings.candidates = BackboneRace::candidates();
    if (m_settings.candidates.isEmpty())
        return failure(ErrorCode::NoPretrainedWeights, WeightStore::folder(),
                       QStringLiteral("'cultivar backbones fetch NAME' gets some"));
    const auto dataset = scanWithProgress(m_dataset, cancel);
    if (!dataset)
        return tl::unexpected(dataset.error());
    ProgressLine line;
    const auto results =
        BackboneRace::run(m_settings, *dataset, cancel, {}, [&](const QString& name, int done, int total) {
            line.update(QStringLiteral("trying ") + name, done, total);
        });
    line.clear();
    if (!results)
        return tl::unexpected(results.error());
    const RaceResult* suggestion = BackboneRace::suggestion(*results);
    QJsonArray json;
    for (const RaceResult& result : *results)
        json.append(jsonOf(result));
    const auto printed =
        m_isJson ? printJson({{"results", json},
                              {"suggestion", suggestion ? QJsonValue(suggestion->backbone) : QJsonValue()}})
                 : printText(textOf(*results, suggestion));
    return printed.map([] { return kExitDone; });
}

} // namespace cultivar
