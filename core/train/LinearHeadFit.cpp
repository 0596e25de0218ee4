// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/LinearHeadFit_p.h"

#include "core/model/FeatureCovariance_p.h"

#include <cmath>

namespace cultivar {

namespace {

// From "hardly learns" to "hardly held back", whatever the backbone, because the features are whitened.
constexpr double kStrongest = 3.0, kWeakest = 3e-3;
// Enough to settle from the weights of the penalty before.
constexpr int kIterationsPerEpoch = 15;
constexpr int kHistory = 10; // pairs of steps that model the curvature

struct Interrupted
{
};

} // namespace

LinearHeadFit::LinearHeadFit(int epochs, Classifier& classifier, const Objective& objective,
                             const CancelToken& cancel, TrainingObserver& observer)
    : m_epochs(epochs), m_classifier(classifier), m_objective(objective), m_cancel(cancel),
      m_observer(observer)
{
}

Result<void> LinearHeadFit::setInput(const torch::Tensor& features, const torch::Tensor& labels)
{
    torch::NoGradGuard guard;
    m_features = features.to(m_classifier.device());
    m_labels = labels.to(m_classifier.device());
    m_mean = m_features.mean(0);
    const torch::Tensor covariance = withinClassCovariance(m_features, m_labels);
    if (!covariance.isfinite().all().item<bool>())
        return failure(ErrorCode::Diverged, {},
                       QStringLiteral("the backbone's features hold values that are not numbers"));
    const torch::Tensor factor = torch::linalg_cholesky(covariance);
    m_spread = factor.to(torch::kFloat32);
    m_whitener = torch::inverse(factor).to(torch::kFloat32);
    const torch::Tensor head = m_classifier.headParameters()[0].detach();
    m_center = m_startWeight.defined() ? m_startWeight.mm(m_spread) : torch::zeros_like(head);
    return {};
}

void LinearHeadFit::setStart(const torch::Tensor& weight, const torch::Tensor& bias)
{
    m_startWeight = weight.detach();
    m_startBias = bias.detach();
}

double LinearHeadFit::penalty(int epochInPhase, int epochs)
{
    const double progress = epochs > 1 ? static_cast<double>(epochInPhase) / (epochs - 1) : 0.5;
    return kStrongest * std::pow(kWeakest / kStrongest, progress);
}

/// From the head, so that a run that goes on from a checkpoint begins with the same rounded values.
void LinearHeadFit::takeHead(bool isFirst)
{
    torch::NoGradGuard guard;
    const auto head = m_classifier.headParameters(); // [classes, width], [classes]
    if (isFirst) {
        m_weight = m_center.clone();
        m_bias = m_startBias.defined() ? m_startBias + m_startWeight.mv(m_mean) : torch::zeros_like(head[1]);
    } else {
        m_weight = head[0].detach().mm(m_spread);
        m_bias = head[1].detach() + head[0].detach().mv(m_mean);
    }
    m_weight.requires_grad_(true);
    m_bias.requires_grad_(true);
}

void LinearHeadFit::putHead() const
{
    torch::NoGradGuard guard;
    const auto head = m_classifier.headParameters();
    const torch::Tensor weight = m_weight.mm(m_whitener);
    torch::Tensor(head[0]).copy_(weight);
    torch::Tensor(head[1]).copy_(m_bias - weight.mv(m_mean));
}

/// Logits [N, classes]: the whitening goes into the weights, which are fewer than the features.
torch::Tensor LinearHeadFit::logits() const
{
    const torch::Tensor weight = m_weight.mm(m_whitener);
    return torch::linear(m_features, weight, m_bias - weight.mv(m_mean));
}

Result<EpochSums> LinearHeadFit::train(int epoch, int epochInPhase)
{
    takeHead(epochInPhase == 0);
    const double l2 = penalty(epochInPhase, m_epochs);
    torch::optim::LBFGS optimizer({m_weight, m_bias}, torch::optim::LBFGSOptions(1.0)
                                                          .max_iter(kIterationsPerEpoch)
                                                          .history_size(kHistory)
                                                          .line_search_fn("strong_wolfe"));
    try {
        optimizer.step([&] {
            if (!m_cancel.checkpoint())
                throw Interrupted();
            optimizer.zero_grad();
            const torch::Tensor loss =
                m_objective.loss(logits(), m_labels) + 0.5 * l2 * (m_weight - m_center).square().sum();
            loss.backward();
            return loss;
        });
    } catch (const Interrupted&) {
        return EpochSums();
    }
    putHead();
    torch::NoGradGuard guard;
    const torch::Tensor fitted = logits();
    const auto samples = m_labels.size(0);
    const auto loss = m_objective.loss(fitted, m_labels).item<double>();
    if (!std::isfinite(loss))
        return failure(ErrorCode::Diverged, {}, QStringLiteral("the loss of the head is not a number"));
    const EpochSums sums{loss * static_cast<double>(samples), correctCount(fitted, m_labels), samples};
    m_observer.batchFinished({epoch, 1, 1, sums.meanLoss(), sums.accuracy()});
    return sums;
}

} // namespace cultivar
