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
    std::filesystem::path weights; // any WeightsFile; empty: what WeightStore has, else random
    std::filesystem::path output;  // where the .cultivar file goes; empty: the run is only measured

    /// Where each finished epoch leaves what a killed run needs to go on; empty: nowhere. Removed at the end.
    std::filesystem::path checkpoint;
    bool isResuming = false; // from that file, where there is one

    bool isFromScratch =
        false;              // everything trains from random values; `unfreeze` and finetuneEpochs are ignored
    UnfreezeSpec unfreeze;  // trained after the head has learned, at a tenth of the rate
    int epochs = 10;        // of the head alone, or from scratch
    int finetuneEpochs = 0; // 0 with something to unfreeze: no fine-tuning
    HeadSpec head;
    AugmentationConfig augmentation;
    /// Images that belong together stay on one side of the split: "subfolder", or a regular expression whose
    /// one capture, in the path below the dataset, names the group; empty: every image for itself.
    QString groupBy;
    std::optional<Preprocessing::Policy> policy; // of resizing; nothing: the backbone's own
    int batchSize = 0;                           // 0: usualBatch()
    double learningRate = 1e-3;
    std::uint64_t seed = 0;
    int threads = 0; // 0: all cores
    DeviceChoice device = DeviceChoice::Auto;

    /// What suits most when the user says nothing. From scratch there is no learned network to lean on: that
    /// takes more epochs, many small steps where images are few, and no second layer in the head.
    static int usualEpochs(bool isFromScratch) { return isFromScratch ? 60 : 10; }
    static int usualBatch(bool isFromScratch, std::size_t trainImages);
    static HeadSpec::Type usualHead(bool isFromScratch)
    {
        return isFromScratch ? HeadSpec::Type::Linear : HeadSpec::Type::Classic;
    }

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
