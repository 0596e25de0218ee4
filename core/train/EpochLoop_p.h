// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Classifier_p.h"
#include "core/train/Checkpoint_p.h"
#include "core/train/EpochTrainer_p.h"
#include "core/train/Trainer.h"

namespace cultivar {

/// What the network says about each validation image, and what is true. On the CPU.
struct ValidationLogits
{
    torch::Tensor logits; // [N, classes]
    torch::Tensor labels; // [N], int64
};

/// Runs the epochs of a run, phase after phase: an EpochTrainer changes the parameters, the validation pass
/// judges them. Remembers the weights of the best epoch, leaves checkpoints, and ends a phase that no longer
/// gets better. One thread.
class EpochLoop
{
public:
    EpochLoop(Classifier& classifier, const TrainingConfig& config, const CancelToken& cancel,
              TrainingObserver& observer)
        : m_classifier(classifier), m_config(config), m_cancel(cancel), m_observer(observer)
    {
    }

    struct PhasePlan
    {
        Phase phase = Phase::Head;
        int epochs = 0;
        EpochTrainer* trainer = nullptr;
        EpochSource* validation = nullptr;
        Forward forward; // of validation
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
    /// What the best epoch made of the validation images.
    const ValidationLogits& bestLogits() const { return m_bestLogits; }

private:
    Result<int> startPhase(const PhasePlan& plan);
    bool hasStalled(int epochsInPhase) const;
    Result<void> keep(const PhasePlan& plan, int epochsInPhase);
    void copyInto(const NamedTensors& values);
    Result<EpochSums> validate(const PhasePlan& plan);
    void finishEpoch(const PhasePlan& plan, const EpochSums& training, const EpochSums& validation,
                     double seconds);

    Classifier& m_classifier;
    const TrainingConfig& m_config;
    CancelToken m_cancel;
    TrainingObserver& m_observer;
    History m_history;
    std::vector<torch::Tensor> m_best;
    ValidationLogits m_logits, m_bestLogits; // of the latest epoch, and of the best one
    Keeper m_keeper;
    std::set<std::string> m_changing;
    std::optional<Checkpoint> m_resumed; // until its phase has come
};

} // namespace cultivar
