// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/BackbonesCommand.h"

#include "app/JsonOutput.h"
#include "app/ProgressLine.h"
#include "app/Table.h"
#include "app/Terminal.h"
#include "core/base/Paths.h"
#include "core/weights/WeightFetch.h"
#include "core/weights/WeightStore.h"

#include <QJsonArray>

namespace cultivar {

namespace {

QJsonArray arrayOf(const std::array<float, 3>& values)
{
    QJsonArray array;
    // Through text, so that 0.485f reads 0.485 and not 0.48500001430511475.
    for (const float value : values)
        array.append(QString::number(value, 'g', 6).toDouble());
    return array;
}

QString nameOf(Preprocessing::Policy policy)
{
    switch (policy) {
    case Preprocessing::Policy::Crop:
        return QStringLiteral("crop");
    case Preprocessing::Policy::Letterbox:
        return QStringLiteral("letterbox");
    case Preprocessing::Policy::Stretch:
        return QStringLiteral("stretch");
    }
    return {};
}

QJsonObject jsonOf(const Preprocessing& preprocessing)
{
    const bool isBicubic = preprocessing.interpolation == Preprocessing::Interpolation::Bicubic;
    return {{"policy", nameOf(preprocessing.policy)},
            {"resize", preprocessing.resize},
            {"crop", preprocessing.crop},
            {"interpolation", isBicubic ? "bicubic" : "bilinear"},
            {"mean", arrayOf(preprocessing.mean)},
            {"std", arrayOf(preprocessing.std)}};
}

QJsonObject jsonOf(const BackboneInfo& info)
{
    const auto weights = WeightStore::find(info.name);
    return {{"name", info.name},
            {"display_name", info.displayName},
            {"family", info.family},
            {"good_for", info.goodFor},
            {"licence", info.licence},
            {"parameters_millions", info.parametersMillions},
            {"gflops", info.gflops},
            {"imagenet_top1", info.top1 > 0.0 ? QJsonValue(info.top1) : QJsonValue()},
            {"is_default", info.name == BackboneCatalog::offlineDefault()},
            {"preprocessing", jsonOf(info.preprocessing)},
            {"weights", weights ? QJsonValue(displayPath(*weights)) : QJsonValue()}};
}

QString weightsCell(const BackboneInfo& info)
{
    if (!info.needsWeights())
        return QStringLiteral("not needed");
    return WeightStore::find(info.name) ? QStringLiteral("found") : QStringLiteral("not found");
}

QString listText()
{
    Table table({"name", "parameters", "GFLOPs", "ImageNet top-1", "weights"});
    for (const BackboneInfo& info : BackboneCatalog::all()) {
        table.add({info.name, QString::number(info.parametersMillions, 'f', 1) + QStringLiteral(" M"),
                   QString::number(info.gflops, 'f', 2),
                   info.top1 > 0.0 ? percent(info.top1) : QStringLiteral("–"), weightsCell(info)});
    }
    return table.text() + QStringLiteral("\nWeights are looked for as NAME….safetensors or .pth in\n%1\n"
                                         "and in the folders that CULTIVAR_WEIGHTS_PATH names, then among "
                                         "PyTorch's downloads.\n")
                              .arg(displayPath(WeightStore::folder()));
}

} // namespace

CommandSyntax BackbonesCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = QStringLiteral("backbones");
    syntax.summary = QStringLiteral("list the networks to build on, or fetch pretrained weights");
    syntax.operands = {{"fetch", "fetch the published weights of NAME", false, true},
                       {"NAME", "one of the list", false, true}};
    syntax.options = {{"--json", "", "print the answer as one JSON document on stdout"}};
    syntax.notes =
        QStringLiteral("Fetching goes on where an earlier one ended, and installs only what has the\n"
                       "published start of its SHA-256. CULTIVAR_WEIGHTS_URL names a mirror.");
    return syntax;
}

UsageResult<void> BackbonesCommand::configure(const Arguments& arguments)
{
    m_isJson = arguments.has("--json");
    const auto& words = arguments.operands();
    if (words.empty())
        return {};
    if (words.front() != "fetch")
        return usageFailure(QStringLiteral("unexpected argument '%1'").arg(displayPath(words.front())));
    if (words.size() < 2)
        return usageFailure(QStringLiteral("NAME is missing"));
    const auto info = BackboneCatalog::find(displayPath(words[1]));
    if (!info)
        return usageFailure(oneLine(info.error().detail));
    if (!info->needsWeights())
        return usageFailure(
            QStringLiteral("%1 has no published weights; it learns from scratch").arg(info->name));
    m_wanted = *info;
    return {};
}

Result<int> BackbonesCommand::run(const CancelToken& cancel)
{
    return m_wanted ? fetch(cancel) : list();
}

Result<int> BackbonesCommand::list() const
{
    Result<void> printed;
    if (m_isJson) {
        QJsonArray backbones;
        for (const BackboneInfo& info : BackboneCatalog::all())
            backbones.append(jsonOf(info));
        printed = printJson({{"backbones", backbones}});
    } else {
        printed = printText(listText());
    }
    return printed.map([] { return kExitDone; });
}

Result<int> BackbonesCommand::fetch(const CancelToken& cancel) const
{
    ProgressLine line;
    const auto weights = WeightFetch::run(*m_wanted, {}, {}, cancel, [&](const DownloadProgress& progress) {
        line.update(QStringLiteral("fetching %1, %2 kB/s")
                        .arg(m_wanted->name)
                        .arg(static_cast<qint64>(progress.bytesPerSecond / 1000)),
                    progress.done, progress.total);
    });
    line.clear();
    if (!weights)
        return tl::unexpected(weights.error());
    const QString path = displayPath(*weights);
    const auto printed = m_isJson ? printJson({{"name", m_wanted->name}, {"weights", path}})
                                  : printText(path + QLatin1Char('\n'));
    return printed.map([] { return kExitDone; });
}

} // namespace cultivar
