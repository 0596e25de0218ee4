// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Classifier_p.h"
#include "core/train/Checkpoint_p.h"
#include "core/train/EpochSource_p.h"
#include "core/train/Trainer.h"

namespace cultivar {

/// Runs epochs of one phase: shuffled mini-batches through the trainable part, AdamW with a short warm-up and
/// a cosine decay, then the validation pass. Remembers the weights of the best epoch. One thread.
class EpochLoop
{
public:
    /// Inputs of the trainable part → logits.
    using Forward = std::function<torch::Tensor(const torch::Tensor&)>;

    EpochLoop(Classifier& classifier, const TrainingConfig& config, const CancelToken& cancel,
              TrainingObserver& observer)
        : m_classifier(classifier), m_config(config), m_cancel(cancel), m_observer(observer)
    {
    }

    struct PhasePlan
    {
        Phase phase = Phase::Head;
        int epochs = 0;
        double learningRate = 0.0;
        Forward forward;
        EpochSource* training = nullptr;
        EpochSource* validation = nullptr;
        std::vector<torch::Tensor> parameters;
    };
    /// Errors: Diverged when the loss is no longer finite, those of the sources. A cancelled phase ends
    /// without error; isCancelled() tells.
    Result<void> runPhase(const PhasePlan& plan);

    /// Hears after each epoch how the run could go on from there; an error of its own ends the run.
    using Keeper = std::function<Result<void>(const Checkpoint& checkpoint)>;
    /// @p changing: the tensors that the run changes in any of its phases.
    void keepWith(Keeper keeper, std::set<std::string> changing);
    /// Goes on where @p checkpoint was taken: its epochs count as run, runPhase() skips what came before.
    void resume(Checkpoint checkpoint);

    const History& history() const { return m_history; }
    bool isCancelled() const { return m_cancel.isCancelled(); }
    /// Puts the best epoch's weights into the classifier. Needs at least one epoch.
    void restoreBest() { m_classifier.restore(m_best); }

private:
    struct Sums
    {
        double loss = 0.0;
        std::int64_t correct = 0, samples = 0;
        double meanLoss() const { return samples ? loss / static_cast<double>(samples) : 0.0; }
        double accuracy() const
        {
            return samples ? static_cast<double>(correct) / static_cast<double>(samples) : 0.0;
        }
    };
    Result<int> startPhase(const PhasePlan& plan, torch::optim::AdamW& optimizer);
    Result<void> keep(const PhasePlan& plan, torch::optim::AdamW& optimizer, int epochsInPhase);
    void copyInto(const NamedTensors& values);
    Result<Sums> trainEpoch(const PhasePlan& plan, torch::optim::Optimizer& optimizer, int epochInPhase);
    Result<Sums> validate(const PhasePlan& plan);
    void finishEpoch(const PhasePlan& plan, const Sums& training, const Sums& validation, double seconds);

    Classifier& m_classifier;
    const TrainingConfig& m_config;
    CancelToken m_cancel;
    TrainingObserver& m_observer;
    History m_history;
    std::vector<torch::Tensor> m_best;
    Keeper m_keeper;
    std::set<std::string> m_changing;
    std::optional<Checkpoint> m_resumed; // until its phase has come
};

} // namespace cultivar
