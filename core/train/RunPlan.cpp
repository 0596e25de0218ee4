// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/RunPlan_p.h"

#include "core/base/AtomicFile.h"
#include "core/model/Device_p.h"
#include "core/weights/BackboneCatalog.h"

#include <QThread>

#include <algorithm>

namespace cultivar {

Result<RunPlan> RunPlan::of(const TrainingConfig& config)
{
    if (const auto valid = config.validate(); !valid)
        return tl::unexpected(valid.error());
    const auto info = BackboneCatalog::find(config.backbone);
    if (!info)
        return tl::unexpected(info.error());
    if (!config.output.empty()) {
        if (const auto writable = AtomicFile::checkWritable(config.output); !writable)
            return tl::unexpected(writable.error());
    }
    const auto device = resolveDevice(config.device);
    if (!device)
        return tl::unexpected(device.error());
    const auto outline = BackboneOutline::of(config.backbone);
    if (!outline)
        return tl::unexpected(outline.error());
    auto trainable = config.unfreeze.trainableLayers(*outline);
    if (!trainable)
        return tl::unexpected(trainable.error());

    RunPlan plan{config, info->preprocessing, *device, std::move(*trainable)};
    plan.preprocessing.policy = config.policy.value_or(plan.preprocessing.policy);
    if (plan.config.threads == 0)
        plan.config.threads = QThread::idealThreadCount();
    if (config.isFromScratch)
        plan.trainableLayers.assign(plan.trainableLayers.size(), true);
    return plan;
}

bool RunPlan::wantsFinetuning() const
{
    return !config.isFromScratch && config.finetuneEpochs > 0 &&
           std::find(trainableLayers.begin(), trainableLayers.end(), true) != trainableLayers.end();
}

bool RunPlan::trainsOnPictures() const
{
    return config.isFromScratch || (wantsFinetuning() && trainableLayers.front());
}

bool RunPlan::updatesStatistics() const
{
    return config.isFromScratch || config.unfreeze.kind == UnfreezeSpec::Kind::All;
}

int RunPlan::decodingThreads() const
{
    if (device == DeviceChoice::Cuda)
        return std::max(1, config.threads - 1); // the network does not need them
    return config.threads / 4;
}

AdamWTrainer::Settings RunPlan::stepSettings(Phase phase) const
{
    AdamWTrainer::Settings settings{phase, config.epochs, config.learningRate, config.weightDecay,
                                    config.batchSize};
    settings.usesMixedPrecision =
        phase != Phase::Head && config.usesMixedPrecision.value_or(device == DeviceChoice::Cuda);
    if (phase == Phase::Finetune) {
        settings.epochs = config.finetuneEpochs;
        settings.learningRate *= TrainingConfig::kFinetuneRateFactor;
    }
    return settings;
}

std::vector<AdamWTrainer::Group> RunPlan::groupsOf(Phase phase, const Classifier& classifier) const
{
    const bool isByDepth = phase == Phase::Finetune;
    const auto epochs = static_cast<std::size_t>(stepSettings(phase).epochs);
    std::vector<AdamWTrainer::Group> groups{{classifier.headParameters()}};
    const auto blocks = classifier.trainableBlocks();
    double rateFactor = 1.0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const int wait = static_cast<int>((i + 1) * epochs / (2 * blocks.size()));
        rateFactor *= isByDepth ? config.depthDecay : 1.0;
        groups.push_back({blocks[i], rateFactor, isByDepth && config.unfreezesGradually ? wait : 0});
    }
    return groups;
}

} // namespace cultivar
