// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/StrategyComparison.h"

#include "core/base/CsvFile.h"
#include "core/data/DatasetSample.h"
#include "core/train/TrainingSplit.h"

#include <cmath>

namespace cultivar {

namespace {

/// The dataset with each image told on which side it stands, so that every run shares the split.
Result<Dataset> dividedDataset(const Dataset& dataset, const TrainingConfig& config,
                               const CancelToken& cancel)
{
    const auto split = splitForTraining(config, dataset, cancel);
    if (!split)
        return tl::unexpected(split.error());
    Dataset divided = dataset;
    for (const auto& [part, subset] :
         {std::pair{&split->train, Subset::Train}, std::pair{&split->validation, Subset::Validation},
          std::pair{&split->test, Subset::Test}}) {
        for (const std::size_t item : *part)
            divided.items[item].subset = subset;
    }
    return divided;
}

/// All images to judge with, and @p share of those to train on.
Dataset thinnedOut(const Dataset& divided, double share, std::uint64_t seed)
{
    Dataset training = divided;
    std::erase_if(training.items, [](const DatasetItem& item) { return item.subset != Subset::Train; });
    Dataset thinned = sampleOf(training, share, seed);
    for (const DatasetItem& item : divided.items) {
        if (item.subset != Subset::Train)
            thinned.items.push_back(item);
    }
    return thinned;
}

TrainingConfig configFor(ComparedStrategy strategy, const StrategyComparison::Settings& settings)
{
    TrainingConfig config = settings.config;
    config.output.clear();
    config.checkpoint.clear();
    config.startModel.clear();
    config.isFromScratch = strategy == ComparedStrategy::FromScratch;
    if (config.isFromScratch)
        config.follow(Recipe::Classic);
    config.epochs = config.isFromScratch ? settings.scratchEpochs : settings.headEpochs;
    config.unfreeze = {};
    config.finetuneEpochs = 0;
    if (strategy == ComparedStrategy::FineTuned) {
        config.unfreeze = {UnfreezeSpec::Kind::LastLayers, settings.unfrozenLayers, {}};
        config.finetuneEpochs = settings.finetuneEpochs;
    }
    return config;
}

StrategyResult resultOf(const TrainingOutcome& outcome)
{
    StrategyResult result;
    result.isTest = outcome.testAccuracy.has_value();
    result.accuracy = outcome.testAccuracy.value_or(outcome.validationAccuracy);
    result.trainImages = outcome.trainImages;
    result.judgedImages = result.isTest ? outcome.testImages : outcome.validationImages;
    result.interval = Interval::wilson(static_cast<int>(std::round(result.accuracy * result.judgedImages)),
                                       result.judgedImages);
    result.seconds = outcome.seconds;
    result.bestEpoch = outcome.history.bestEpoch();
    return result;
}

} // namespace

QString strategyName(ComparedStrategy strategy)
{
    switch (strategy) {
    case ComparedStrategy::FromScratch:
        return QStringLiteral("from-scratch");
    case ComparedStrategy::Frozen:
        return QStringLiteral("frozen");
    case ComparedStrategy::FineTuned:
        return QStringLiteral("fine-tuned");
    }
    Q_UNREACHABLE();
}

Result<std::vector<StrategyResult>> StrategyComparison::run(const Settings& settings, const Dataset& dataset,
                                                            const CancelToken& cancel, const Report& report,
                                                            TrainingObserver* observer)
{
    const auto divided = dividedDataset(dataset, settings.config, cancel);
    if (!divided)
        return tl::unexpected(divided.error());
    std::vector<StrategyResult> results;
    for (const double share : settings.shares) {
        const Dataset thinned = thinnedOut(*divided, share, settings.config.seed);
        for (const ComparedStrategy strategy : settings.strategies) {
            const auto outcome = Trainer::run(configFor(strategy, settings), thinned, cancel, observer);
            if (cancel.isCancelled())
                return failure(ErrorCode::Cancelled);
            StrategyResult result = outcome ? resultOf(*outcome) : StrategyResult();
            if (!outcome)
                result.error = outcome.error();
            result.strategy = strategy;
            result.share = share;
            results.push_back(result);
            if (report)
                report(result);
        }
    }
    return results;
}

Result<void> StrategyComparison::writeCsv(const std::filesystem::path& target,
                                          const std::vector<StrategyResult>& results)
{
    auto csv = CsvFile::create(target, {"strategy", "share", "train_images", "judged_on", "judged_images",
                                        "accuracy", "low", "high", "best_epoch", "seconds", "error"});
    if (!csv)
        return tl::unexpected(csv.error());
    const auto real = [](double value) { return QString::number(value, 'g', 6); };
    for (const StrategyResult& r : results) {
        QStringList line{strategyName(r.strategy), real(r.share)};
        if (r.error)
            line << QStringList(8) << r.error->detail;
        else
            line << QString::number(r.trainImages) << (r.isTest ? "test" : "validation")
                 << QString::number(r.judgedImages) << real(r.accuracy) << real(r.interval.low)
                 << real(r.interval.high) << QString::number(r.bestEpoch) << real(r.seconds) << QString();
        if (const auto written = csv->write(line); !written)
            return written;
    }
    return csv->commit();
}

} // namespace cultivar
