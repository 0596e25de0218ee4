// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/SplitPlan.h"
#include "core/train/EpochLoop_p.h"

#include <chrono>

namespace cultivar {

/// One run of Trainer, step by step: prepare, compute what is frozen, train what is not, save, test. One
/// thread.
class TrainingRun
{
public:
    TrainingRun(const TrainingConfig& config, const Dataset& dataset, const CancelToken& cancel,
                TrainingObserver& observer);
    Result<TrainingOutcome> run();

private:
    /// Rows of one subset in a cache: which items could be read, and their labels in row order.
    struct CachedSubset
    {
        std::optional<FeatureCache> activations; // at the cut; empty when everything is frozen or nothing is
        std::optional<FeatureCache> features;    // pooled
        std::vector<std::size_t> items;
        std::vector<std::int64_t> labels;
        int views = 1;
    };

    Result<void> prepare();
    Result<void> divide();
    Result<void> loadWeights();
    Result<void> setUpCheckpoints();
    QJsonObject identity() const;
    Result<void> trainFromScratch();
    Result<void> trainHead();
    Result<void> finetune();
    Result<CachedSubset> cacheSubset(std::vector<std::size_t> items, int views);
    Result<void> checkReadable(const std::vector<std::size_t>& train,
                               const std::vector<std::size_t>& validation) const;
    Result<TrainingOutcome> finish(const Result<void>& trained);
    Result<std::optional<double>> testAccuracy();
    ModelDescription describe(const TrainingOutcome& outcome) const;
    TrainingImages::Settings imageSettings(bool keepsImages) const;
    bool wantsFinetuning() const;

    TrainingConfig m_config;
    const Dataset& m_dataset;
    CancelToken m_cancel;
    TrainingObserver& m_observer;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();

    BackboneOutline m_outline;
    Preprocessing m_preprocessing;
    DeviceChoice m_device = DeviceChoice::Cpu;
    SplitPlan m_split;
    std::vector<bool> m_trainableLayers;
    std::optional<Classifier> m_classifier;
    std::optional<TrainingImages> m_images;
    std::optional<EpochLoop> m_loop;
    CachedSubset m_training, m_validation;
    std::filesystem::path m_weights; // empty: random
};

} // namespace cultivar
