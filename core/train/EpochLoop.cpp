// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/EpochLoop_p.h"

#include <chrono>
#include <cmath>
#include <map>

namespace cultivar {

namespace {

constexpr std::int64_t kValidationBatch = 64;
// Beside the best weights in a checkpoint.
const std::string kLogits = "validation.logits", kLabels = "validation.labels";

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

Result<void> EpochLoop::runPhase(const PhasePlan& plan)
{
    const auto first = startPhase(plan);
    if (!first)
        return tl::unexpected(first.error());
    for (int epoch = *first; epoch < plan.epochs && !hasStalled(epoch); ++epoch) {
        const auto start = std::chrono::steady_clock::now();
        const auto training = plan.trainer->train(static_cast<int>(m_history.epochs().size()) + 1, epoch);
        if (!training)
            return tl::unexpected(training.error());
        const auto validation = isCancelled() ? EpochSums() : validate(plan);
        if (!validation)
            return tl::unexpected(validation.error());
        if (isCancelled())
            return {};
        finishEpoch(plan, *training, *validation, secondsSince(start));
        const auto kept = keep(plan, epoch + 1);
        m_observer.epochFinished(m_history.epochs().back()); // what is told is safe
        if (!kept)
            return kept;
    }
    return {};
}

/// Whether as many epochs as patience allows have brought nothing better than what came before them.
bool EpochLoop::hasStalled(int epochsInPhase) const
{
    const int epochs = static_cast<int>(m_history.epochs().size());
    const int lastGain = std::max(m_history.bestEpoch(), epochs - epochsInPhase);
    return m_config.patience > 0 && epochs - lastGain >= m_config.patience;
}

void EpochLoop::keepWith(Keeper keeper, std::set<std::string> changing)
{
    m_keeper = std::move(keeper);
    m_changing = std::move(changing);
}

void EpochLoop::resume(Checkpoint checkpoint)
{
    copyInto(checkpoint.best);
    m_best = m_classifier.snapshot();
    for (const auto& [name, tensor] : checkpoint.best) {
        if (name == kLogits)
            m_bestLogits.logits = tensor;
        if (name == kLabels)
            m_bestLogits.labels = tensor;
    }
    for (const EpochRecord& epoch : checkpoint.history.epochs()) {
        m_history.append(epoch);
        m_observer.epochFinished(epoch);
    }
    m_resumed = std::move(checkpoint);
}

void EpochLoop::copyInto(const NamedTensors& values)
{
    torch::NoGradGuard guard;
    const std::map<std::string, torch::Tensor> known(values.begin(), values.end());
    for (auto& [name, tensor] : m_classifier.tensors()) {
        if (const auto value = known.find(name); value != known.end())
            torch::Tensor(tensor).copy_(value->second);
    }
}

/// How many of the phase's epochs were run before: none, unless the run goes on from a checkpoint.
Result<int> EpochLoop::startPhase(const PhasePlan& plan)
{
    if (!m_resumed)
        return 0;
    if (m_resumed->phase != plan.phase)
        return plan.epochs; // it came before
    const Checkpoint checkpoint = *std::exchange(m_resumed, std::nullopt);
    copyInto(checkpoint.model);
    if (!plan.trainer->restore(checkpoint.optimizer))
        return failure(ErrorCode::DamagedCheckpoint, {},
                       QStringLiteral("the optimizer's values do not fit the network"));
    restoreGeneratorState(checkpoint.generator);
    return checkpoint.epochsInPhase;
}

Result<void> EpochLoop::keep(const PhasePlan& plan, int epochsInPhase)
{
    if (!m_keeper)
        return {};
    Checkpoint checkpoint;
    checkpoint.phase = plan.phase;
    checkpoint.epochsInPhase = epochsInPhase;
    checkpoint.history = m_history;
    const auto all = m_classifier.tensors();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& [name, tensor] = all[i];
        if (!m_changing.contains(name))
            continue;
        checkpoint.model.emplace_back(name, tensor);
        checkpoint.best.emplace_back(name, m_best[i]);
    }
    if (m_bestLogits.logits.defined()) {
        checkpoint.best.emplace_back(kLogits, m_bestLogits.logits);
        checkpoint.best.emplace_back(kLabels, m_bestLogits.labels);
    }
    checkpoint.optimizer = plan.trainer->state();
    checkpoint.generator = generatorState();
    return m_keeper(checkpoint);
}

Result<EpochSums> EpochLoop::validate(const PhasePlan& plan)
{
    torch::NoGradGuard guard;
    m_classifier.setTrainingMode(false);
    plan.validation->begin(0, false);
    const std::int64_t samples = plan.validation->sampleCount();
    EpochSums sums;
    std::vector<torch::Tensor> allLogits, allLabels;
    for (std::int64_t first = 0; first < samples && m_cancel.checkpoint(); first += kValidationBatch) {
        auto batch = plan.validation->batch(first, std::min(kValidationBatch, samples - first));
        if (!batch)
            return tl::unexpected(batch.error());
        if (batch->labels.numel() == 0)
            continue;
        const torch::Tensor labels = batch->labels.to(m_classifier.device());
        const torch::Tensor logits = plan.forward(moved(batch->inputs, m_classifier.device()));
        sums.loss +=
            torch::cross_entropy_loss(logits, labels).item<double>() * static_cast<double>(labels.size(0));
        sums.correct += correctCount(logits, labels);
        sums.samples += labels.size(0);
        allLogits.push_back(logits.to(torch::kCPU, torch::kFloat32));
        allLabels.push_back(batch->labels);
    }
    if (!allLogits.empty())
        m_logits = {torch::cat(allLogits), torch::cat(allLabels)};
    if (!std::isfinite(sums.loss))
        return failure(
            ErrorCode::Diverged, {},
            QStringLiteral("the validation loss is not a number; try a lower learning rate than %1")
                .arg(m_config.learningRate));
    return sums;
}

void EpochLoop::finishEpoch(const PhasePlan& plan, const EpochSums& training, const EpochSums& validation,
                            double seconds)
{
    EpochRecord record;
    record.epoch = static_cast<int>(m_history.epochs().size()) + 1;
    record.phase = plan.phase;
    record.trainLoss = training.meanLoss();
    record.trainAccuracy = training.accuracy();
    record.validationLoss = validation.meanLoss();
    record.validationAccuracy = validation.accuracy();
    record.seconds = seconds;
    record.imagesPerSecond = seconds > 0 ? static_cast<double>(training.samples) / seconds : 0.0;
    m_history.append(record);
    if (m_history.bestEpoch() == record.epoch) {
        m_best = m_classifier.snapshot();
        m_bestLogits = m_logits;
    }
}

} // namespace cultivar
