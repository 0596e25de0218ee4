// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/EpochLoop_p.h"

#include <chrono>
#include <cmath>
#include <map>
#include <numbers>

namespace cultivar {

namespace {

constexpr double kWeightDecay = 1e-4;
constexpr std::int64_t kValidationBatch = 64;

/// Part of the full rate at @p progress (0–1) of a phase: linear over the first 5 %, then half a cosine to 1
/// %.
double rateFactor(double progress)
{
    constexpr double kWarmUp = 0.05, kFloor = 0.01;
    if (progress < kWarmUp)
        return (progress + 0.01) / (kWarmUp + 0.01);
    const double rest = (progress - kWarmUp) / (1.0 - kWarmUp);
    return kFloor + (1.0 - kFloor) * 0.5 * (1.0 + std::cos(std::numbers::pi * rest));
}

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void setLearningRate(torch::optim::Optimizer& optimizer, double rate)
{
    for (auto& group : optimizer.param_groups())
        static_cast<torch::optim::AdamWOptions&>(group.options()).lr(rate);
}

std::int64_t correctCount(const torch::Tensor& logits, const torch::Tensor& labels)
{
    return (logits.argmax(1) == labels).sum().item<std::int64_t>();
}

} // namespace

Result<void> EpochLoop::runPhase(const PhasePlan& plan)
{
    torch::optim::AdamW optimizer(plan.parameters,
                                  torch::optim::AdamWOptions(plan.learningRate).weight_decay(kWeightDecay));
    const auto first = startPhase(plan, optimizer);
    if (!first)
        return tl::unexpected(first.error());
    for (int epoch = *first; epoch < plan.epochs; ++epoch) {
        const auto start = std::chrono::steady_clock::now();
        const auto training = trainEpoch(plan, optimizer, epoch);
        if (!training)
            return tl::unexpected(training.error());
        const auto validation = isCancelled() ? Sums() : validate(plan);
        if (!validation)
            return tl::unexpected(validation.error());
        if (isCancelled())
            return {};
        finishEpoch(plan, *training, *validation, secondsSince(start));
        if (const auto kept = keep(plan, optimizer, epoch + 1); !kept)
            return kept;
    }
    return {};
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
Result<int> EpochLoop::startPhase(const PhasePlan& plan, torch::optim::AdamW& optimizer)
{
    if (!m_resumed)
        return 0;
    if (m_resumed->phase != plan.phase)
        return plan.epochs; // it came before
    const Checkpoint checkpoint = *std::exchange(m_resumed, std::nullopt);
    copyInto(checkpoint.model);
    if (!restoreState(optimizer, checkpoint.optimizer))
        return failure(ErrorCode::DamagedCheckpoint, {},
                       QStringLiteral("the optimizer's values do not fit the network"));
    restoreGeneratorState(checkpoint.generator);
    return checkpoint.epochsInPhase;
}

Result<void> EpochLoop::keep(const PhasePlan& plan, torch::optim::AdamW& optimizer, int epochsInPhase)
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
    checkpoint.optimizer = stateOf(optimizer);
    checkpoint.generator = generatorState();
    return m_keeper(checkpoint);
}

Result<EpochLoop::Sums> EpochLoop::trainEpoch(const PhasePlan& plan, torch::optim::Optimizer& optimizer,
                                              int epochInPhase)
{
    m_classifier.setTrainingMode(true);
    const int epoch = static_cast<int>(m_history.epochs().size()) + 1;
    plan.training->begin(epoch, true);
    const std::int64_t samples = plan.training->sampleCount();
    const std::int64_t batches = (samples + m_config.batchSize - 1) / m_config.batchSize;
    Sums sums;
    for (std::int64_t i = 0; i < batches && m_cancel.checkpoint(); ++i) {
        const std::int64_t first = i * m_config.batchSize;
        auto batch = plan.training->batch(first, std::min<std::int64_t>(m_config.batchSize, samples - first));
        if (!batch)
            return tl::unexpected(batch.error());
        if (batch->labels.numel() == 0 ||
            (batch->labels.numel() == 1 && plan.phase != Phase::Head && batches > 1))
            continue; // batch statistics of a single picture say nothing
        const double progress =
            (epochInPhase + static_cast<double>(i) / static_cast<double>(batches)) / plan.epochs;
        setLearningRate(optimizer, plan.learningRate * rateFactor(progress));
        const torch::Tensor labels = batch->labels.to(m_classifier.device());
        const torch::Tensor logits = plan.forward(batch->inputs.to(m_classifier.device())); // [N, classes]
        const torch::Tensor loss = torch::cross_entropy_loss(logits, labels);
        const double lossValue = loss.item<double>();
        if (!std::isfinite(lossValue))
            return failure(
                ErrorCode::Diverged, {},
                QStringLiteral("the loss of epoch %1 is not a number; try a lower learning rate than %2")
                    .arg(epoch)
                    .arg(plan.learningRate));
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();

        const std::int64_t count = labels.size(0), correct = correctCount(logits, labels);
        sums.loss += lossValue * static_cast<double>(count);
        sums.correct += correct;
        sums.samples += count;
        m_observer.batchFinished({epoch, static_cast<int>(i) + 1, static_cast<int>(batches), lossValue,
                                  static_cast<double>(correct) / static_cast<double>(count)});
    }
    return sums;
}

Result<EpochLoop::Sums> EpochLoop::validate(const PhasePlan& plan)
{
    torch::NoGradGuard guard;
    m_classifier.setTrainingMode(false);
    plan.validation->begin(0, false);
    const std::int64_t samples = plan.validation->sampleCount();
    Sums sums;
    for (std::int64_t first = 0; first < samples && m_cancel.checkpoint(); first += kValidationBatch) {
        auto batch = plan.validation->batch(first, std::min(kValidationBatch, samples - first));
        if (!batch)
            return tl::unexpected(batch.error());
        if (batch->labels.numel() == 0)
            continue;
        const torch::Tensor labels = batch->labels.to(m_classifier.device());
        const torch::Tensor logits = plan.forward(batch->inputs.to(m_classifier.device()));
        sums.loss +=
            torch::cross_entropy_loss(logits, labels).item<double>() * static_cast<double>(labels.size(0));
        sums.correct += correctCount(logits, labels);
        sums.samples += labels.size(0);
    }
    if (!std::isfinite(sums.loss))
        return failure(
            ErrorCode::Diverged, {},
            QStringLiteral("the validation loss is not a number; try a lower learning rate than %1")
                .arg(plan.learningRate));
    return sums;
}

void EpochLoop::finishEpoch(const PhasePlan& plan, const Sums& training, const Sums& validation,
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
    if (m_history.bestEpoch() == record.epoch)
        m_best = m_classifier.snapshot();
    m_observer.epochFinished(record);
}

} // namespace cultivar
