// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CompareCommand.h"

#include "app/DatasetScan.h"
#include "app/DeviceOption.h"
#include "app/JsonOutput.h"
#include "app/ProgressLine.h"
#include "app/Table.h"
#include "app/Terminal.h"
#include "core/weights/BackboneCatalog.h"
#include "ui/ErrorText.h"

#include <QJsonArray>

#include <algorithm>

namespace cultivar {

namespace {

constexpr int kMaxEpochs = 10'000;

QJsonObject jsonOf(const StrategyResult& result)
{
    QJsonObject json{{"strategy", strategyName(result.strategy)}, {"share", result.share}};
    if (result.error) {
        json["error"] = oneLine(errorText(*result.error));
        return json;
    }
    json["train_images"] = result.trainImages;
    json["judged_on"] = result.isTest ? "test" : "validation";
    json["judged_images"] = result.judgedImages;
    json["accuracy"] = result.accuracy;
    json["interval"] = QJsonArray{result.interval.low, result.interval.high};
    json["best_epoch"] = result.bestEpoch;
    json["seconds"] = result.seconds;
    return json;
}

QString textOf(const std::vector<StrategyResult>& results)
{
    Table table({"strategy", "training images", "accuracy", "95 % interval", "seconds"});
    QString failures;
    for (const StrategyResult& result : results) {
        if (result.error)
            failures += QStringLiteral("%1, %2 of the images: %3\n")
                            .arg(strategyName(result.strategy), percent(result.share),
                                 oneLine(errorText(*result.error)));
        else
            table.add(
                {strategyName(result.strategy), QString::number(result.trainImages), percent(result.accuracy),
                 QStringLiteral("%1–%2").arg(percent(result.interval.low), percent(result.interval.high)),
                 QString::number(result.seconds, 'f', 1)});
    }
    const bool isTest = std::any_of(results.begin(), results.end(), [](const auto& r) { return r.isTest; });
    return table.text() + failures +
           (isTest ? QStringLiteral("\nJudged on the test images.\n")
                   : QStringLiteral("\nJudged on the validation images, which also chose the best epoch.\n"));
}

/// What the run under way is busy with.
class ComparisonProgress : public TrainingObserver
{
public:
    explicit ComparisonProgress(ProgressLine& line) : m_line(line) {}
    void stageProgress(TrainingStage stage, int done, int total) override
    {
        if (stage == TrainingStage::ComputingFeatures || stage == TrainingStage::ReadingImages)
            m_line.update(QStringLiteral("reading images"), done, total);
    }
    void epochFinished(const EpochRecord& epoch) override
    {
        m_line.update(QStringLiteral("training, epoch"), epoch.epoch, 0);
    }

private:
    ProgressLine& m_line;
};

} // namespace

CommandSyntax CompareCommand::syntax() const
{
    CommandSyntax syntax;
    syntax.name = QStringLiteral("compare");
    syntax.summary =
        QStringLiteral("compare from scratch, frozen and fine-tuned on growing shares of a dataset");
    syntax.operands = {{"DATASET", "a folder with one folder of images per class"}};
    syntax.options = {
        {"--backbone", "NAME", "default " + BackboneCatalog::offlineDefault()},
        {"--weights", "FILE", "its pretrained weights; default: those found"},
        {"--shares", "P,…", "per cent of the training images; default 10,25,50,100"},
        {"--epochs", "N", "of the head; default 10"},
        {"--finetune-epochs", "N", "more with the last 10 layers unfrozen; default 5"},
        {"--scratch-epochs", "N", "from scratch; default 30"},
        {"--seed", "N", "default: 0"},
        {"--threads", "N", "default: all cores"},
        deviceOption(),
        {"--json", "", "print the results as one JSON document on stdout"},
    };
    syntax.notes =
        QStringLiteral("All runs are judged on the same images: the test folder where there is one.");
    return syntax;
}

UsageResult<void> CompareCommand::configure(const Arguments& arguments)
{
    m_dataset = arguments.operands().front();
    m_isJson = arguments.has("--json");
    TrainingConfig& config = m_settings.config;
    const auto info = BackboneCatalog::find(arguments.has("--backbone") ? arguments.text("--backbone")
                                                                        : BackboneCatalog::offlineDefault());
    if (!info)
        return usageFailure(oneLine(info.error().detail));
    config.backbone = info->name;
    config.weights = arguments.path("--weights");
    config.follow(Recipe::Automatic);
    const auto device = deviceFrom(arguments);
    if (!device)
        return tl::unexpected(device.error());
    config.device = *device;
    if (const auto shares = configureShares(arguments); !shares)
        return shares;
    return configureNumbers(arguments);
}

UsageResult<void> CompareCommand::configureShares(const Arguments& arguments)
{
    if (!arguments.has("--shares"))
        return {};
    m_settings.shares.clear();
    for (const QString& text : arguments.text("--shares").split(u',', Qt::SkipEmptyParts)) {
        const double share = text.toDouble() / 100.0;
        if (!(share > 0.0 && share <= 1.0))
            return usageFailure(
                QStringLiteral("--shares takes per cents above 0 up to 100, not '%1'").arg(text));
        m_settings.shares.push_back(share);
    }
    return m_settings.shares.empty() ? usageFailure(QStringLiteral("--shares is empty"))
                                     : UsageResult<void>();
}

UsageResult<void> CompareCommand::configureNumbers(const Arguments& arguments)
{
    const std::pair<QString, int*> epochs[] = {
        {QStringLiteral("--epochs"), &m_settings.headEpochs},
        {QStringLiteral("--finetune-epochs"), &m_settings.finetuneEpochs},
        {QStringLiteral("--scratch-epochs"), &m_settings.scratchEpochs}};
    for (const auto& [option, target] : epochs) {
        const auto number = arguments.integer(option, *target, 1, kMaxEpochs);
        if (!number)
            return tl::unexpected(number.error());
        *target = static_cast<int>(*number);
    }
    const auto seed = arguments.seed("--seed");
    if (!seed)
        return tl::unexpected(seed.error());
    const auto threads = arguments.integer("--threads", 0, 0, kMaxThreads);
    if (!threads)
        return tl::unexpected(threads.error());
    m_settings.config.seed = *seed;
    m_settings.config.threads = static_cast<int>(*threads);
    return {};
}

Result<int> CompareCommand::run(const CancelToken& cancel)
{
    const auto dataset = scanWithProgress(m_dataset, cancel);
    if (!dataset)
        return tl::unexpected(dataset.error());
    ProgressLine line;
    ComparisonProgress progress(line);
    const auto results = StrategyComparison::run(
        m_settings, *dataset, cancel,
        [&](const StrategyResult& result) {
            line.print(QStringLiteral("%1, %2 of the training images: %3")
                           .arg(strategyName(result.strategy), percent(result.share),
                                result.error ? QStringLiteral("failed") : percent(result.accuracy)));
        },
        &progress);
    line.clear();
    if (!results)
        return tl::unexpected(results.error());
    QJsonArray json;
    for (const StrategyResult& result : *results)
        json.append(jsonOf(result));
    const auto printed = m_isJson ? printJson({{"backbone", m_settings.config.backbone}, {"results", json}})
                                  : printText(textOf(*results));
    return printed.map([] { return kExitDone; });
}

} // namespace cultivar
