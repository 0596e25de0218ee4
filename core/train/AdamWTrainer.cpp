// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/AdamWTrainer_p.h"

#include "core/model/Device_p.h"
#include "core/train/AdamWStep_p.h"

#include <cmath>
#include <numbers>

namespace cultivar {

namespace {

std::vector<torch::optim::OptimizerParamGroup> optimizerGroups(const std::vector<AdamWTrainer::Group>& groups,
                                                               const torch::optim::AdamWOptions& options)
{
    std::vector<torch::optim::OptimizerParamGroup> made;
    for (const AdamWTrainer::Group& group : groups)
        made.emplace_back(group.parameters, std::make_unique<torch::optim::AdamWOptions>(options));
    return made;
}

} // namespace

AdamWTrainer::AdamWTrainer(const Settings& settings, std::vector<Group> groups, Classifier& classifier,
                           Objective& objective, const CancelToken& cancel, TrainingObserver& observer)
    : m_settings(settings), m_groups(std::move(groups)),
      m_optimizer(optimizerGroups(
          m_groups, torch::optim::AdamWOptions(settings.learningRate).weight_decay(settings.weightDecay))),
      m_classifier(classifier), m_objective(objective), m_cancel(cancel), m_observer(observer)
{
    if (settings.usesMixedPrecision)
        m_precision = MixedPrecision::forDevice(classifier.device());
}

NamedTensors AdamWTrainer::state()
{
    NamedTensors state = stateOf(m_optimizer);
    for (auto& entry : m_precision.state())
        state.push_back(std::move(entry));
    return state;
}

bool AdamWTrainer::restore(const NamedTensors& state)
{
    NamedTensors rest = state;
    m_precision.restore(rest);
    return restoreState(m_optimizer, rest);
}

void AdamWTrainer::setInput(EpochSource& source, Forward forward)
{
    m_source = &source;
    m_forward = std::move(forward);
}

double AdamWTrainer::rateFactor(double progress)
{
    constexpr double kWarmUp = 0.05, kFloor = 0.01;
    if (progress < kWarmUp)
        return (progress + 0.01) / (kWarmUp + 0.01);
    const double rest = (progress - kWarmUp) / (1.0 - kWarmUp);
    return kFloor + (1.0 - kFloor) * 0.5 * (1.0 + std::cos(std::numbers::pi * rest));
}

void AdamWTrainer::setLearningRate(double rate)
{
    for (std::size_t i = 0; i < m_groups.size(); ++i)
        m_optimizer.param_groups()[i].options().set_lr(rate * m_groups[i].rateFactor);
}

/// What is still frozen gets no gradient, and AdamW leaves alone what has none.
void AdamWTrainer::thaw(int epochInPhase)
{
    for (Group& group : m_groups) {
        for (torch::Tensor& parameter : group.parameters)
            parameter.requires_grad_(epochInPhase >= group.firstEpoch);
    }
}

Result<EpochSums> AdamWTrainer::train(int epoch, int epochInPhase)
{
    m_classifier.setTrainingMode(true);
    thaw(epochInPhase);
    m_source->begin(epoch, true);
    const std::int64_t samples = m_source->sampleCount();
    EpochSums sums;
    for (std::int64_t first = 0; first < samples && m_cancel.checkpoint();) {
        const std::int64_t count = std::min<std::int64_t>(m_settings.batchSize, samples - first);
        auto batch = m_source->batch(first, count);
        if (!batch)
            return tl::unexpected(batch.error());
        const std::int64_t readable = batch->labels.numel();
        if (readable == 0 || (readable == 1 && m_settings.phase != Phase::Head && samples > 1)) {
            first += count; // batch statistics of a single picture say nothing
            continue;
        }
        const double progress = static_cast<double>(first) / static_cast<double>(samples);
        setLearningRate(m_settings.learningRate * rateFactor((epochInPhase + progress) / m_settings.epochs));
        const auto stepped = step(*batch, epoch);
        if (!stepped && stepped.error().code == ErrorCode::OutOfMemory && m_settings.batchSize > 1) {
            m_settings.batchSize /= 2;
            m_observer.notice(stepped.error());
            continue;
        }
        if (!stepped)
            return stepped;
        sums += *stepped;
        const std::int64_t batches = (samples + m_settings.batchSize - 1) / m_settings.batchSize;
        m_observer.batchFinished({epoch, static_cast<int>(first / m_settings.batchSize) + 1,
                                  static_cast<int>(batches), stepped->meanLoss(), stepped->accuracy()});
        first += count;
    }
    return sums;
}

Result<RateCurve> AdamWTrainer::sweep(double unit)
{
    m_classifier.setTrainingMode(true);
    thaw(m_settings.epochs);
    m_source->begin(1, true);
    const std::int64_t samples = m_source->sampleCount();
    const double growth = std::pow(RateCurve::kHighest / RateCurve::kLowest, 1.0 / (RateCurve::kSteps - 1));
    RateCurve curve;
    double rate = RateCurve::kLowest;
    std::int64_t first = 0;
    for (int pass = 1; static_cast<int>(curve.points.size()) < RateCurve::kSteps && m_cancel.checkpoint();) {
        if (first >= samples) {
            m_source->begin(++pass, true);
            first = 0;
        }
        const std::int64_t count = std::min<std::int64_t>(m_settings.batchSize, samples - first);
        auto batch = m_source->batch(first, count);
        if (!batch)
            return tl::unexpected(batch.error());
        first += count;
        if (count < m_settings.batchSize && samples > count)
            continue; // the last few of a pass: another noise than the other batches
        setLearningRate(unit * rate);
        const auto stepped = step(*batch, pass);
        if (!stepped && stepped.error().code != ErrorCode::Diverged)
            return tl::unexpected(stepped.error());
        if (!stepped)
            break;
        curve.points.push_back({rate, stepped->meanLoss()});
        if (curve.isOver())
            break;
        rate *= growth;
        m_observer.stageProgress(TrainingStage::Training, static_cast<int>(curve.points.size()),
                                 RateCurve::kSteps);
    }
    return curve;
}

/// Autograd then hands over what it has computed; zeros it would have to add to.
void AdamWTrainer::forgetGradients()
{
    for (torch::Tensor& parameter : parameters())
        parameter.mutable_grad().reset();
}

std::vector<torch::Tensor> AdamWTrainer::parameters() const
{
    std::vector<torch::Tensor> all;
    for (const Group& group : m_groups)
        all.insert(all.end(), group.parameters.begin(), group.parameters.end());
    return all;
}

Result<EpochSums> AdamWTrainer::step(Batch& batch, int epoch)
try {
    m_objective.mix(batch);
    const torch::Tensor labels = batch.labels.to(m_classifier.device());
    const torch::Tensor inputs = moved(batch.inputs, m_classifier.device());
    if (!std::exchange(m_isTriedOut, true))
        m_precision.tryOut(m_classifier, m_forward, inputs.slice(0, 0, 2));
    const torch::Tensor logits = m_precision.logits(m_forward, inputs); // [N, classes]
    const torch::Tensor loss = m_objective.loss(logits, labels);
    const auto lossValue = loss.item<double>();
    if (!std::isfinite(lossValue)) {
        return failure(
            ErrorCode::Diverged, {},
            QStringLiteral("the loss of epoch %1 is not a number; try a lower learning rate than %2")
                .arg(epoch)
                .arg(m_settings.learningRate));
    }
    forgetGradients();
    if (m_precision.backward(loss, parameters()))
        stepInOnePass(m_optimizer);
    else if (m_precision.hasDiverged())
        return failure(ErrorCode::Diverged, {},
                       QStringLiteral("the gradients of epoch %1 are not finite").arg(epoch));
    const std::int64_t samples = labels.size(0);
    return EpochSums{lossValue * static_cast<double>(samples), correctCount(logits, labels), samples};
} catch (const std::exception& exception) {
    if (!isOutOfMemory(exception))
        throw;
    return failure(ErrorCode::OutOfMemory, {},
                   QStringLiteral("a batch of %1 does not fit").arg(batch.labels.size(0)));
}

} // namespace cultivar
