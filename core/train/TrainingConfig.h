// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Augmentation.h"
#include "core/model/BackboneOutline.h"
#include "core/model/Device.h"
#include "core/model/ModelDescription.h"

#include <QJsonObject>

#include <cstdint>
#include <filesystem>
#include <optional>

namespace cultivar {

/// What the user asks of one run. A plain value; the trainer copies it.
struct TrainingConfig
{
    QString backbone = QStringLiteral("sprout");
    std::filesystem::path weights; // .safetensors; empty: what WeightStore has, else random
    std::filesystem::path output;  // where the .cultivar file goes

    bool isFromScratch =
        false;              // everything trains from random values; `unfreeze` and finetuneEpochs are ignored
    UnfreezeSpec unfreeze;  // trained after the head has learned, at a tenth of the rate
    int epochs = 10;        // of the head alone, or from scratch
    int finetuneEpochs = 0; // 0 with something to unfreeze: no fine-tuning
    HeadSpec head;
    AugmentationConfig augmentation;
    int batchSize = 32;
    double learningRate = 1e-3;
    std::uint64_t seed = 0;
    int threads = 0; // 0: all cores
    DeviceChoice device = DeviceChoice::Auto;

    static constexpr double kFinetuneRateFactor = 0.1;
    static constexpr double kValidationShare = 0.20;

    /// Errors: InvalidSetting naming the value and its range.
    Result<void> validate() const;
    QJsonObject toJson() const;
    int totalEpochs() const
    {
        return epochs + (isFromScratch || unfreeze.kind == UnfreezeSpec::Kind::None ? 0 : finetuneEpochs);
    }
};

} // namespace cultivar
