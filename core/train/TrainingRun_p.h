// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/SplitPlan.h"
#include "core/model/Familiarity_p.h"
#include "core/train/AdamWTrainer_p.h"
#include "core/train/EpochLoop_p.h"
#include "core/train/FeaturePass_p.h"
#include "core/train/LinearHeadFit_p.h"
#include "core/train/RunCheckpoint_p.h"
#include "core/train/RunPlan_p.h"
#include "core/train/RunRecord_p.h"
#include "core/train/StartModel_p.h"

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
    /// Instead of run(): see Trainer::findRate().
    Result<RateCurve> findRate();

private:
    const TrainingConfig& config() const { return m_plan.config; }
    RunRecord record() const
    {
        return {m_plan, m_dataset, m_weights, m_startModel ? &*m_startModel : nullptr};
    }
    Result<void> prepare();
    Result<void> prepareNetwork();
    Result<void> divide();
    Result<void> loadWeights();
    Result<void> setUpCheckpoints();
    Result<void> trainFromScratch();
    Result<void> trainHead();
    Result<void> finetune();
    Result<void> computeFeatures();
    Result<void> runSteps(AdamWTrainer& trainer, const EpochLoop::PhasePlan& plan);
    Result<void> trainOnPictures(Phase phase);
    Result<void> trainRest(Phase phase, EpochSource& training, EpochSource& validation);
    void balance();
    Result<void> checkReadable(const std::vector<std::size_t>& train,
                               const std::vector<std::size_t>& validation) const;
    Result<TrainingOutcome> finish(const Result<void>& trained);
    Result<std::optional<Familiarity>> measureFamiliarity();

    RunPlan m_plan;
    const Dataset& m_dataset;
    CancelToken m_cancel;
    TrainingObserver& m_observer;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();

    SplitPlan m_split;
    std::vector<std::optional<ImageSignature>> m_signatures; // of all items
    std::optional<StartModel> m_startModel;
    std::vector<torch::Tensor> m_startHead; // parameters, where there is a model to start from
    std::optional<Classifier> m_classifier;
    std::optional<TrainingImages> m_images;
    std::optional<Objective> m_objective;
    std::optional<EpochLoop> m_loop;
    std::optional<RunCheckpoint> m_checkpoint;
    CachedSubset m_training, m_validation;
    std::filesystem::path m_weights;  // empty: random
    std::optional<RateCurve> m_curve; // where only the rate is sought
};

} // namespace cultivar
