// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Classifier_p.h"
#include "core/train/EpochTrainer_p.h"
#include "core/train/Objective_p.h"
#include "core/train/Trainer.h"

namespace cultivar {

/// Multinomial logistic regression on cached features: fits a single linear layer to all of them at once, by
/// L-BFGS with a strong Wolfe line search (Nocedal and Wright, 2006, chapters 3 and 7). There is no learning
/// rate to choose. The L2 penalty is taken where the features of a class spread equally in all directions, as
/// in Fisher's discriminant analysis (with a shrunk covariance, after Friedman, 1989); tests/bench/RESULTS.md
/// shows what that gains. Each epoch loosens the penalty and goes on from the weights of the one before, so
/// that validation picks the penalty.
class LinearHeadFit : public EpochTrainer
{
public:
    /// @p epochs: over how many the penalty goes from strong to weak. The head must be linear.
    LinearHeadFit(int epochs, Classifier& classifier, const Objective& objective, const CancelToken& cancel,
                  TrainingObserver& observer);
    /// What to start from and to be held near to, instead of zero: the stronger the penalty, the less of it
    /// is given up. (Adaptive SVMs do the same, Yang et al., 2007.) @p weight [classes, width], @p bias
    /// [classes].
    void setStart(const torch::Tensor& weight, const torch::Tensor& bias);
    /// @p features [N, width], @p labels [N], 0 … classes − 1.
    /// Error: Diverged for features that are not finite.
    Result<void> setInput(const torch::Tensor& features, const torch::Tensor& labels);

    Result<EpochSums> train(int epoch, int epochInPhase) override;

    /// The L2 penalty of an epoch, on whitened features.
    static double penalty(int epochInPhase, int epochs);

private:
    void takeHead(bool isFirst);
    void putHead() const;
    torch::Tensor logits() const;

    int m_epochs;
    Classifier& m_classifier;
    const Objective& m_objective;
    CancelToken m_cancel;
    TrainingObserver& m_observer;
    torch::Tensor m_features, m_labels; // [N, width], [N]
    torch::Tensor m_mean;               // [width]
    torch::Tensor m_spread, m_whitener; // [width, width]: Cholesky factor of the covariance, its inverse
    torch::Tensor m_weight, m_bias;     // [classes, width], [classes]: for whitened features
    torch::Tensor m_startWeight, m_startBias; // the same, for features as they are; or undefined
    torch::Tensor m_center;                   // [classes, width]: where the penalty is zero
};

} // namespace cultivar
