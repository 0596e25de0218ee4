// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/TrainingConfig.h"

namespace cultivar {

Result<void> TrainingConfig::validate() const
{
    const auto outside = [](const char* name, const char* range) {
        return failure(ErrorCode::InvalidSetting, {},
                       QStringLiteral("%1 must be %2").arg(QLatin1String(name), QLatin1String(range)));
    };
    if (epochs < 1 || epochs > 10'000)
        return outside("epochs", "1 to 10000");
    if (finetuneEpochs < 0 || finetuneEpochs > 10'000)
        return outside("fine-tuning epochs", "0 to 10000");
    if (batchSize < 0 || batchSize > 4096)
        return outside("batch", "1 to 4096, or 0 for the usual one");
    if (!(learningRate > 0.0 && learningRate <= 1e30))
        return outside("learning rate", "above 0");
    if (threads < 0 || threads > 1024)
        return outside("threads", "0 (all cores) to 1024");
    if (head.hidden < 1 || head.hidden > 65536)
        return outside("hidden units", "1 to 65536");
    if (!(head.dropout >= 0.0 && head.dropout < 1.0))
        return outside("dropout", "0 to below 1");
    return augmentation.validate();
}

int TrainingConfig::usualBatch(bool isFromScratch, std::size_t trainImages)
{
    constexpr int kLargest = 32, kSmallest = 8;
    constexpr std::size_t kStepsPerEpoch = 60;
    int batch = kLargest;
    while (isFromScratch && batch > kSmallest &&
           trainImages < kStepsPerEpoch * static_cast<std::size_t>(batch))
        batch /= 2;
    return batch;
}

QJsonObject TrainingConfig::toJson() const
{
    return {{"from_scratch", isFromScratch},
            {"unfreeze", unfreeze.toString()},
            {"epochs", epochs},
            {"finetune_epochs", finetuneEpochs},
            {"batch", batchSize},
            {"learning_rate", learningRate},
            {"seed", static_cast<qint64>(seed)},
            {"group_by", groupBy},
            {"augmentation", augmentation.toJson()}};
}

} // namespace cultivar
