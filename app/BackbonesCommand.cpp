// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/BackbonesCommand.h"

#include "app/DeviceOption.h"
#include "app/JsonOutput.h"
#include "app/ProgressLine.h"
#include "app/Table.h"
#include "app/Terminal.h"
#include "core/base/Paths.h"
#include "core/model/BackboneTiming.h"
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

using Timings = std::map<QString, BackboneTiming>;

QJsonObject jsonOf(const BackboneInfo& info, const Timings& timings)
{
    const auto weights = WeightStore::find(info.name);
    const auto timing = timings.find(info.name);
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
            {"weights_url", info.needsWeights() ? QJsonValue(info.weightsUrl) : QJsonValue()},
            {"weights", weights ? QJsonValue(displayPath(*weights)) : QJsonValue()},
            {"timing", timing != timings.end() ? QJsonValue(timing->second.toJson()) : QJsonValue()}};
}

QString millisecondsCell(const BackboneInfo& info, const Timings& timings)
{
    const auto timing = timings.find(info.name);
    return timing == timings.end() ? QStringLiteral("–")
                                   : QString::number(timing->second.millisecondsPerImage, 'f', 1);
}

QString weightsCell(const BackboneInfo& info)
{
    if (!info.needsWeights())
        return QStringLiteral("not needed");
    return WeightStore::find(info.name) ? QStringLiteral("found") : QStringLiteral("not found");
}

QString listText()
{
    const Timings timings = TimingStore::all();
    Table table({"name", "parameters", "GFLOPs", "ImageNet top-1", "ms per image", "weights"});
    for (const BackboneInfo& info : BackboneCatalog::all()) {
        table.add({info.name, QString::number(info.parametersMillions, 'f', 1) + QStringLiteral(" M"),
                   QString::number(info.gflops, 'f', 2),
                   info.top1 > 0.0 ? percent(info.top1) : QStringLiteral("–"),
                   millisecondsCell(info, timings), weightsCell(info)});
    }
    return table.text() + QStringLiteral("\nWeights are looked for as NAME….safetensors or .pth in\n%1\n"
                                         "and in the folders that CULTIVAR_WEIGHTS_PATH names, then among "
                                         "PyTorch's downloads. 'cultivar backbones measure' fills in the "
                                         "milliseconds.\n")
                              .arg(displayPath(WeightStore::folder()));
}

} // namespace

CommandSyntax BackbonesCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = QStringLiteral("backbones");
    syntax.summary = QStringLiteral("list the networks to build on, fetch weights, or measure their speed");
    syntax.operands = {{"ACTION",
                        "fetch: get the published weights of NAME\n"
                        "measure: time a pass of each NAME, or of all, on this computer",
                        false, true},
                       {"NAME", "one of the list", true, true}};
    syntax.options = {{"--threads", "N", "measure with N; default: all cores"},
                      deviceOption(),
                      {"--json", "", "print the answer as one JSON document on stdout"}};
    syntax.notes =
        QStringLiteral("Fetching goes on where an earlier one ended, and installs only what has the\n"
                       "published start of its SHA-256. CULTIVAR_WEIGHTS_URL names a mirror.");
    return syntax;
}

UsageResult<void> BackbonesCommand::configure(const Arguments& arguments)
{
    m_isJson = arguments.has("--json");
    const auto threads = arguments.integer("--threads", 0, 0, kMaxThreads);
    if (!threads)
        return tl::unexpected(threads.error());
    m_threads = static_cast<int>(*threads);
    const auto device = deviceFrom(arguments);
    if (!device)
        return tl::unexpected(device.error());
    m_device = *device;
    if (arguments.operands().empty())
        return {};
    const std::filesystem::path action = arguments.operands().front();
    if (action != "fetch" && action != "measure")
        return usageFailure(QStringLiteral("unexpected argument '%1'").arg(displayPath(action)));
    m_action = action == "fetch" ? Action::Fetch : Action::Measure;
    return takeNames(arguments);
}

UsageResult<void> BackbonesCommand::takeNames(const Arguments& arguments)
{
    const auto& words = arguments.operands();
    for (auto word = words.begin() + 1; word != words.end(); ++word) {
        const auto info = BackboneCatalog::find(displayPath(*word));
        if (!info)
            return usageFailure(oneLine(info.error().detail));
        if (m_action == Action::Fetch && !info->needsWeights())
            return usageFailure(
                QStringLiteral("%1 has no published weights; it learns from scratch").arg(info->name));
        m_wanted.push_back(*info);
    }
    if (m_action == Action::Fetch && m_wanted.empty())
        return usageFailure(QStringLiteral("NAME is missing"));
    if (m_action == Action::Fetch && m_wanted.size() > 1)
        return usageFailure(QStringLiteral("unexpected argument '%1'").arg(m_wanted[1].name));
    if (m_wanted.empty())
        m_wanted = BackboneCatalog::all();
    return {};
}

Result<int> BackbonesCommand::run(const CancelToken& cancel)
{
    switch (m_action) {
    case Action::Fetch:
        return fetch(cancel);
    case Action::Measure:
        return measure(cancel);
    case Action::List:
        break;
    }
    return list();
}

Result<int> BackbonesCommand::list() const
{
    Result<void> printed;
    if (m_isJson) {
        QJsonArray backbones;
        const Timings timings = TimingStore::all();
        for (const BackboneInfo& info : BackboneCatalog::all())
            backbones.append(jsonOf(info, timings));
        printed = printJson({{"backbones", backbones}});
    } else {
        printed = printText(listText());
    }
    return printed.map([] { return kExitDone; });
}

Result<int> BackbonesCommand::fetch(const CancelToken& cancel) const
{
    const BackboneInfo& wanted = m_wanted.front();
    ProgressLine line;
    const auto weights = WeightFetch::run(wanted, {}, {}, cancel, [&](const DownloadProgress& progress) {
        line.update(QStringLiteral("fetching %1, %2 kB/s")
                        .arg(wanted.name)
                        .arg(static_cast<qint64>(progress.bytesPerSecond / 1000)),
                    progress.done, progress.total);
    });
    line.clear();
    if (!weights)
        return tl::unexpected(weights.error());
    const QString path = displayPath(*weights);
    const auto printed = m_isJson ? printJson({{"name", wanted.name}, {"weights", path}})
                                  : printText(path + QLatin1Char('\n'));
    return printed.map([] { return kExitDone; });
}

Result<int> BackbonesCommand::measure(const CancelToken& cancel) const
{
    ProgressLine line;
    QJsonArray measured;
    Table table({"name", "ms per image", "memory"});
    for (std::size_t i = 0; i < m_wanted.size(); ++i) {
        const QString& name = m_wanted[i].name;
        line.update(QStringLiteral("measuring ") + name, static_cast<std::int64_t>(i),
                    static_cast<std::int64_t>(m_wanted.size()));
        const auto timing = BackboneTiming::measure(name, m_threads, m_device, cancel);
        if (!timing)
            return tl::unexpected(timing.error());
        if (const auto kept = TimingStore::keep(name, *timing); !kept)
            return tl::unexpected(kept.error());
        QJsonObject json = timing->toJson();
        json["name"] = name;
        measured.append(json);
        table.add({name, QString::number(timing->millisecondsPerImage, 'f', 1),
                   QStringLiteral("%1 MB").arg(timing->memoryBytes / 1'000'000)});
    }
    line.clear();
    const auto printed = m_isJson ? printJson({{"backbones", measured}}) : printText(table.text());
    return printed.map([] { return kExitDone; });
}

} // namespace cultivar
