// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Classifier_p.h"
#include "core/train/EpochTrainer_p.h"
#include "core/train/MixedPrecision_p.h"
#include "core/train/Objective_p.h"
#include "core/train/RateCurve.h"
#include "core/train/Trainer.h"

namespace cultivar {

/// Shuffled mini-batches and AdamW (Loshchilov and Hutter, 2019), with a short warm-up and a cosine decay
/// over the phase. Halves the batch where memory runs out, and goes on.
class AdamWTrainer : public EpochTrainer
{
public:
    /// Parameters that learn at the same rate from the same epoch on.
    struct Group
    {
        std::vector<torch::Tensor> parameters;
        double rateFactor = 1.0; // of the phase's learning rate
        int firstEpoch = 0;      // of the phase; frozen until then
    };
    struct Settings
    {
        Phase phase = Phase::Head;
        int epochs = 0;
        double learningRate = 0.0;
        double weightDecay = 0.0;
        int batchSize = 32;
        bool usesMixedPrecision = false; // where the classifier's device is faster at it
    };

    AdamWTrainer(const Settings& settings, std::vector<Group> groups, Classifier& classifier,
                 Objective& objective, const CancelToken& cancel, TrainingObserver& observer);
    /// Both are used in each epoch and must outlive the trainer.
    void setInput(EpochSource& source, Forward forward);

    Result<EpochSums> train(int epoch, int epochInPhase) override;
    NamedTensors state() override;
    bool restore(const NamedTensors& state) override;

    /// Trains with a rate that rises from step to step and notes what the loss does, until it blows up. What
    /// that leaves of the parameters is of no use. @p unit: the learning rate where the curve's is 1.
    Result<RateCurve> sweep(double unit);

    /// Part of the full rate at @p progress (0–1) of a phase: linear over the first 5 %, then half a cosine
    /// to 1 %.
    static double rateFactor(double progress);

private:
    void setLearningRate(double rate);
    void thaw(int epochInPhase);
    void forgetGradients();
    Result<EpochSums> step(Batch& batch, int epoch);
    std::vector<torch::Tensor> parameters() const;

    Settings m_settings;
    std::vector<Group> m_groups;
    torch::optim::AdamW m_optimizer;
    Classifier& m_classifier;
    Objective& m_objective;
    CancelToken m_cancel;
    TrainingObserver& m_observer;
    EpochSource* m_source = nullptr;
    Forward m_forward;
    MixedPrecision m_precision;
    bool m_isTriedOut = false; // m_precision, on the network
};

} // namespace cultivar
