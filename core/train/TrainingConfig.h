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

/// How the settings that the user leaves alone are filled in.
enum class Recipe {
    Automatic, // what tests/bench found best: a linear head fitted exactly, light views
    Classic    // the textbook's: a hidden layer, dropout, AdamW, ten epochs
};

/// How the head learns while everything else is frozen.
enum class HeadSolver {
    AdamW, // mini-batches
    Lbfgs  // all features at once, for linear heads; see LinearHeadFit
};

/// What the user asks of one run. A plain value; the trainer copies it.
struct TrainingConfig
{
    QString backbone = QStringLiteral("sprout");
    std::filesystem::path weights; // any WeightsFile; empty: what WeightStore has, else random
    /// A model file to go on from, instead of a backbone and a new head; see startFrom(). Empty: none.
    std::filesystem::path startModel;
    std::filesystem::path output; // where the .cultivar file goes; empty: the run is only measured

    /// Where each finished epoch leaves what a killed run needs to go on; empty: nowhere. Removed at the end.
    std::filesystem::path checkpoint;
    bool isResuming = false; // from that file, where there is one

    bool isFromScratch =
        false;              // everything trains from random values; `unfreeze` and finetuneEpochs are ignored
    UnfreezeSpec unfreeze;  // trained after the head has learned, at a tenth of the rate
    int epochs = 10;        // of the head alone, or from scratch
    int finetuneEpochs = 0; // 0 with something to unfreeze: no fine-tuning
    HeadSpec head;
    HeadSolver headSolver = HeadSolver::AdamW;
    AugmentationConfig augmentation;
    int views = 4; // of each training image when augmented, a clean one among them, for what is frozen
    /// Images that belong together stay on one side of the split: "subfolder", or a regular expression whose
    /// one capture, in the path below the dataset, names the group; empty: every image for itself.
    QString groupBy;
    bool keepsDuplicatesTogether = true;         // the same for images with the same bytes or the same look
    std::optional<Preprocessing::Policy> policy; // of resizing; nothing: the backbone's own
    int batchSize = 0;                           // 0: usualBatch()
    double learningRate = 1e-3;
    double weightDecay = 1e-4;
    double labelSmoothing = 0.0; // 0 to below 1
    double mixup = 0.0;          // alpha of the Beta distribution; 0: off
    bool balancesClasses = false;
    int patience = 0;        // epochs without a better one that end a phase; 0: never
    double depthDecay = 1.0; // while fine-tuning, a block learns at this part of the rate of the next one
    bool unfreezesGradually = false; // block by block over the first half of fine-tuning
    std::uint64_t seed = 0;
    int threads = 0; // 0: all cores
    /// For what is unfrozen, where the device is faster at it; nothing: with CUDA alone.
    std::optional<bool> usesMixedPrecision;
    DeviceChoice device = DeviceChoice::Auto;

    /// Fills in what suits most when the user says nothing, for isFromScratch as it is set. From scratch
    /// there is no learned network to lean on: that takes more epochs, many small steps where images are few,
    /// and no second layer in the head.
    void follow(Recipe recipe);
    /// Lets the run start from the model @p file: backbone, head and how pictures are resized are its own,
    /// and a head of several layers is trained in mini-batches. To be called after follow().
    void startFrom(const std::filesystem::path& file, const ModelDescription& model);
    static int usualBatch(bool isFromScratch, std::size_t trainImages);

    static constexpr double kFinetuneRateFactor = 0.1;
    static constexpr double kValidationShare = 0.20;

    /// Errors: InvalidSetting naming the value and its range.
    Result<void> validate() const;
    /// Everything but where files go and the device; fromJson() gives back the same.
    QJsonObject toJson() const;
    /// Error: InvalidSetting.
    static Result<TrainingConfig> fromJson(const QJsonObject& json);
    int totalEpochs() const
    {
        return epochs + (isFromScratch || unfreeze.kind == UnfreezeSpec::Kind::None ? 0 : finetuneEpochs);
    }
};

} // namespace cultivar
