// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/TrainingConfig.h"

#include "core/base/Paths.h"

#include <algorithm>

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
    if (views < 1 || views > 64)
        return outside("views", "1 to 64");
    if (!(weightDecay >= 0.0 && weightDecay < 1.0))
        return outside("weight decay", "0 to below 1");
    if (!(labelSmoothing >= 0.0 && labelSmoothing < 1.0))
        return outside("label smoothing", "0 to below 1");
    if (!(mixup >= 0.0 && mixup <= 100.0))
        return outside("mixup", "0 to 100");
    if (patience < 0 || patience > 10'000)
        return outside("patience", "0 to 10000 epochs");
    if (!(depthDecay > 0.0 && depthDecay <= 1.0))
        return outside("rate by depth", "above 0, to 1");
    if (!startModel.empty() && (isFromScratch || !weights.empty()))
        return outside("a model to start from", "without other weights and not from scratch");
    if (headSolver == HeadSolver::Lbfgs && !isFromScratch) {
        if (head.type != HeadSpec::Type::Linear)
            return outside("the head", "linear to be fitted by L-BFGS");
        if (mixup > 0.0)
            return outside("mixup", "0 for a head fitted by L-BFGS");
    }
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

void TrainingConfig::follow(Recipe recipe)
{
    const bool isAutomatic = recipe == Recipe::Automatic;
    augmentation = AugmentationConfig::preset(AugmentationPreset::Classic);
    if (isFromScratch) {
        epochs = 60;
        head.type = HeadSpec::Type::Linear;
        headSolver = HeadSolver::AdamW;
        patience = isAutomatic ? 20 : 0;
        return;
    }
    epochs = isAutomatic ? 12 : 10;
    head.type = isAutomatic ? HeadSpec::Type::Linear : HeadSpec::Type::Classic;
    headSolver = isAutomatic ? HeadSolver::Lbfgs : HeadSolver::AdamW;
    views = isAutomatic ? 3 : 4;
    patience = 0;
    if (isAutomatic)
        augmentation = AugmentationConfig::preset(AugmentationPreset::Light);
    depthDecay = isAutomatic ? 0.8 : 1.0;
    unfreezesGradually = isAutomatic;
}

void TrainingConfig::startFrom(const std::filesystem::path& file, const ModelDescription& model)
{
    startModel = file;
    weights.clear();
    isFromScratch = false;
    backbone = model.backbone;
    head = model.head;
    policy = model.preprocessing.policy;
    if (head.type != HeadSpec::Type::Linear)
        headSolver = HeadSolver::AdamW;
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
    return {
        {"backbone", backbone},
        {"weights", encodedPath(weights)},
        {"start_model", encodedPath(startModel)},
        {"head_type",
         head.type == HeadSpec::Type::Linear ? QStringLiteral("linear") : QStringLiteral("classic")},
        {"head_hidden", head.hidden},
        {"head_dropout", head.dropout},
        {"resize_policy", policy ? QJsonValue(static_cast<int>(*policy)) : QJsonValue()},
        {"threads", threads},
        {"mixed_precision", usesMixedPrecision ? QJsonValue(*usesMixedPrecision) : QJsonValue()},
        {"from_scratch", isFromScratch},
        {"unfreeze", unfreeze.toString()},
        {"epochs", epochs},
        {"finetune_epochs", finetuneEpochs},
        {"batch", batchSize},
        {"learning_rate", learningRate},
        {"seed", static_cast<qint64>(seed)},
        {"group_by", groupBy},
        {"duplicates_together", keepsDuplicatesTogether},
        {"head_solver", headSolver == HeadSolver::Lbfgs ? QStringLiteral("lbfgs") : QStringLiteral("adamw")},
        {"views", views},
        {"weight_decay", weightDecay},
        {"label_smoothing", labelSmoothing},
        {"mixup", mixup},
        {"balance_classes", balancesClasses},
        {"patience", patience},
        {"depth_decay", depthDecay},
        {"unfreeze_gradually", unfreezesGradually},
        {"augmentation", augmentation.toJson()}};
}

Result<TrainingConfig> TrainingConfig::fromJson(const QJsonObject& json)
{
    const auto unfreeze = UnfreezeSpec::parse(json["unfreeze"].toString());
    if (!unfreeze)
        return tl::unexpected(unfreeze.error());
    const auto augmentation = AugmentationConfig::fromJson(json["augmentation"].toObject());
    if (!augmentation)
        return failure(ErrorCode::InvalidSetting, {}, QStringLiteral("the augmentation is out of range"));
    TrainingConfig config;
    config.backbone = json["backbone"].toString();
    config.weights = decodedPath(json["weights"].toString());
    config.startModel = decodedPath(json["start_model"].toString());
    config.isFromScratch = json["from_scratch"].toBool();
    config.unfreeze = *unfreeze;
    config.epochs = json["epochs"].toInt();
    config.finetuneEpochs = json["finetune_epochs"].toInt();
    const bool isLinear = json["head_type"].toString() == QLatin1String("linear");
    config.head.type = isLinear ? HeadSpec::Type::Linear : HeadSpec::Type::Classic;
    config.head.hidden = json["head_hidden"].toInt();
    config.head.dropout = json["head_dropout"].toDouble();
    const bool isLbfgs = json["head_solver"].toString() == QLatin1String("lbfgs");
    config.headSolver = isLbfgs ? HeadSolver::Lbfgs : HeadSolver::AdamW;
    config.augmentation = *augmentation;
    config.views = json["views"].toInt();
    config.groupBy = json["group_by"].toString();
    config.keepsDuplicatesTogether = json["duplicates_together"].toBool();
    if (const QJsonValue policy = json["resize_policy"]; policy.isDouble())
        config.policy = static_cast<Preprocessing::Policy>(std::clamp(policy.toInt(), 0, 2));
    config.batchSize = json["batch"].toInt();
    config.learningRate = json["learning_rate"].toDouble();
    config.weightDecay = json["weight_decay"].toDouble();
    config.labelSmoothing = json["label_smoothing"].toDouble();
    config.mixup = json["mixup"].toDouble();
    config.balancesClasses = json["balance_classes"].toBool();
    config.patience = json["patience"].toInt();
    config.depthDecay = json["depth_decay"].toDouble();
    config.unfreezesGradually = json["unfreeze_gradually"].toBool();
    config.seed = static_cast<std::uint64_t>(json["seed"].toInteger());
    config.threads = json["threads"].toInt();
    if (const QJsonValue mixed = json["mixed_precision"]; mixed.isBool())
        config.usesMixedPrecision = mixed.toBool();
    return config.validate().map([&] { return config; });
}

} // namespace cultivar
