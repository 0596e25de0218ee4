// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/Dataset.h"
#include "core/train/History.h"
#include "core/train/RateCurve.h"
#include "core/train/TrainingConfig.h"

namespace cultivar {

/// What a run is busy with before and between epochs.
enum class TrainingStage { LoadingBackbone, ReadingImages, ComputingFeatures, Training, Testing, Saving };

/// Hears what happens during a run, on the training thread. Every epoch is reported, stages and batches as
/// they come.
class TrainingObserver
{
public:
    virtual ~TrainingObserver() = default;
    virtual void stageProgress(TrainingStage stage, int done, int total) {}
    virtual void batchFinished(const BatchRecord& batch) {}
    virtual void epochFinished(const EpochRecord& epoch) {}
    /// Something the user should know that does not stop the run: skipped image, random weights.
    virtual void notice(const Error& notice) {}
};

/// What a finished run leaves. The model lies at TrainingConfig::output with the best epoch's weights, where
/// that is set.
struct TrainingOutcome
{
    History history;
    ModelDescription model;
    std::filesystem::path modelPath;
    std::vector<SkippedFile> skipped; // by the scan and while decoding
    QString device;
    int trainImages = 0, validationImages = 0, testImages = 0;
    double validationAccuracy = 0.0;    // of the best epoch
    std::optional<double> testAccuracy; // where the dataset has a test folder
    double seconds = 0.0;               // from start to model, without the test
    bool isStopped = false;             // cancelled after at least one epoch

    QJsonObject toJson() const; // the contract of `cultivar train --json`
};

/// One training run: decodes each image once, computes what is frozen once per image and view, trains what is
/// not. run() blocks; call it on a worker thread. Every tensor lives and dies there.
class Trainer
{
public:
    /// Cancelling before the first finished epoch gives ErrorCode::Cancelled; later the best epoch is kept,
    /// saved and returned. Errors: those of the config, split, weights and model file; Diverged;
    /// TooManyDamagedImages.
    static Result<TrainingOutcome> run(const TrainingConfig& config, const Dataset& dataset,
                                       const CancelToken& cancel = {}, TrainingObserver* observer = nullptr);

    /// Tries rising learning rates on what mini-batches will train first, from where it would begin; writes
    /// nothing. The curve is empty where the loss is no number from the start. Errors: as run(); Cancelled;
    /// InvalidSetting where nothing learns in mini-batches.
    static Result<RateCurve> findRate(const TrainingConfig& config, const Dataset& dataset,
                                      const CancelToken& cancel = {}, TrainingObserver* observer = nullptr);
};

} // namespace cultivar
