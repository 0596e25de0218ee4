// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/TrainingRun_p.h"

#include "core/base/Log.h"
#include "core/base/Paths.h"
#include "core/model/Device_p.h"
#include "core/model/ModelFile_p.h"
#include "core/train/FamiliarityFit_p.h"
#include "core/train/PicturePass_p.h"
#include "core/train/PrefetchedSource_p.h"
#include "core/train/RunRecord_p.h"
#include "core/train/TrainingSplit.h"
#include "core/weights/WeightFetch.h"
#include "core/weights/WeightStore.h"

#include <set>

namespace cultivar {

TrainingRun::TrainingRun(const TrainingConfig& config, const Dataset& dataset, const CancelToken& cancel,
                         TrainingObserver& observer)
    : m_dataset(dataset), m_cancel(cancel), m_observer(observer)
{
    m_plan.config = config;
}

Result<TrainingOutcome> TrainingRun::run()
{
    if (const auto prepared = prepare(); !prepared)
        return tl::unexpected(prepared.error());
    if (const auto isSetUp = setUpCheckpoints(); !isSetUp)
        return tl::unexpected(isSetUp.error());
    if (config().isFromScratch)
        return finish(trainFromScratch());
    Result<void> trained = trainHead();
    if (trained && m_plan.wantsFinetuning() && !m_loop->isCancelled())
        trained = finetune();
    return finish(trained);
}

Result<RateCurve> TrainingRun::findRate()
{
    if (const auto prepared = prepare(); !prepared)
        return tl::unexpected(prepared.error());
    if (!config().isFromScratch && config().headSolver == HeadSolver::Lbfgs && !m_plan.wantsFinetuning())
        return failure(ErrorCode::InvalidSetting, {},
                       QStringLiteral("the head is fitted without a learning rate, and nothing is unfrozen"));
    m_curve.emplace();
    Result<void> swept = config().isFromScratch ? trainFromScratch() : trainHead();
    if (swept && m_curve->points.empty() && !config().isFromScratch && !m_cancel.isCancelled())
        swept = finetune();
    if (!swept)
        return tl::unexpected(swept.error());
    if (m_cancel.isCancelled())
        return failure(ErrorCode::Cancelled);
    return *m_curve;
}

Result<void> TrainingRun::prepare()
{
    auto plan = RunPlan::of(config());
    if (!plan)
        return tl::unexpected(plan.error());
    m_plan = std::move(*plan);
    if (!config().startModel.empty()) {
        auto start = StartModel::open(config(), m_cancel);
        if (!start)
            return tl::unexpected(start.error());
        m_startModel.emplace(std::move(*start));
        m_plan.preprocessing = m_startModel->description().preprocessing;
    }
    m_images.emplace(m_dataset,
                     TrainingImages::Settings{m_plan.preprocessing, config().augmentation, config().seed,
                                              config().threads, m_plan.trainsOnPictures()});
    if (const auto divided = divide(); !divided)
        return divided;
    if (config().batchSize == 0)
        m_plan.config.batchSize = TrainingConfig::usualBatch(config().isFromScratch, m_split.train.size());

    at::set_num_threads(config().threads);
    torch::manual_seed(config().seed);
    qCInfo(logTrain) << "seed" << config().seed << "LibTorch" << TORCH_VERSION << "device"
                     << deviceName(m_plan.device) << config().toJson();
    return prepareNetwork();
}

Result<void> TrainingRun::prepareNetwork()
{
    auto classifier = m_startModel ? m_startModel->grownTo(m_dataset.classes)
                                   : Classifier::create(config().backbone, config().head,
                                                        static_cast<int>(m_dataset.classes.size()));
    if (!classifier)
        return tl::unexpected(classifier.error());
    m_classifier.emplace(std::move(*classifier));
    if (const auto loaded = config().isFromScratch || m_startModel ? Result<void>() : loadWeights(); !loaded)
        return loaded;
    m_classifier->moveTo(torchDevice(m_plan.device));
    if (m_startModel) { // a checkpoint may put other values into the head
        for (const torch::Tensor& parameter : m_classifier->headParameters())
            m_startHead.push_back(parameter.detach().clone());
    }
    m_objective.emplace(config().labelSmoothing, config().mixup);
    m_loop.emplace(*m_classifier, config(), m_cancel, m_observer);
    return {};
}

Result<void> TrainingRun::divide()
{
    const auto lookAt = [this](const std::vector<std::size_t>& items) {
        return m_images->look(items, m_cancel, [this](int done, int total) {
            m_observer.stageProgress(TrainingStage::ReadingImages, done, total);
        });
    };
    if (m_startModel || !config().output.empty())
        m_signatures = signaturesOf(m_dataset, config().threads, m_cancel);
    const ItemSides sides = m_startModel ? m_startModel->sidesOf(m_signatures) : ItemSides();
    auto split = splitForTraining(config(), m_dataset, lookAt, sides);
    if (m_cancel.isCancelled())
        return failure(ErrorCode::Cancelled);
    if (!split)
        return tl::unexpected(split.error());
    m_split = std::move(*split);
    if (m_startModel) {
        for (const Error& notice : m_startModel->noticesFor(m_dataset.classes, m_split, sides))
            m_observer.notice(notice);
    }
    return {};
}

Result<void> TrainingRun::loadWeights()
{
    m_observer.stageProgress(TrainingStage::LoadingBackbone, 0, 1);
    m_weights = config().weights;
    if (m_weights.empty())
        m_weights = WeightStore::find(config().backbone).value_or(std::filesystem::path());
    if (m_weights.empty()) {
        m_observer.notice({ErrorCode::NoPretrainedWeights, WeightStore::folder(),
                           QStringLiteral("the frozen layers of %1 stay random").arg(config().backbone)});
        return {};
    }
    if (const auto same = WeightFetch::check(m_weights, m_cancel); !same)
        return same;
    return WeightsFile::open(m_weights).and_then(
        [&](const std::unique_ptr<WeightsFile>& file) { return m_classifier->loadBackbone(*file); });
}

Result<void> TrainingRun::setUpCheckpoints()
{
    m_checkpoint.emplace(config().checkpoint, record().identity(), m_cancel, m_observer);
    if (config().checkpoint.empty())
        return {};
    if (const auto locked = m_checkpoint->lock(); !locked)
        return locked;
    m_classifier->setTrainable(m_plan.trainableLayers, m_plan.updatesStatistics());
    m_loop->keepWith([this](const Checkpoint& taken) { return m_checkpoint->write(taken); },
                     m_classifier->changingNames());
    if (!config().isResuming)
        return {};
    return m_checkpoint->find().map([this](std::optional<Checkpoint> left) {
        if (left)
            m_loop->resume(std::move(*left));
    });
}

Result<void> TrainingRun::checkReadable(const std::vector<std::size_t>& train,
                                        const std::vector<std::size_t>& validation) const
{
    std::set<int> labels;
    for (const std::size_t item : train)
        labels.insert(m_dataset.items[item].label);
    for (int label = 0; label < m_dataset.classes.size(); ++label) {
        if (!labels.contains(label))
            return failure(ErrorCode::ClassTooSmall, m_dataset.root / toPath(m_dataset.classes[label]),
                           QStringLiteral("none of its training images can be read"));
    }
    if (validation.empty())
        return failure(ErrorCode::NoImages, m_dataset.root,
                       QStringLiteral("none of the validation images can be read"));
    return {};
}

Result<void> TrainingRun::trainFromScratch()
{
    const auto total = static_cast<int>(m_split.train.size() + m_split.validation.size());
    int before = 0;
    const auto progress = [&](int done, int) {
        m_observer.stageProgress(TrainingStage::ReadingImages, before + done, total);
    };
    PicturePass pass(*m_images, m_dataset);
    m_training = pass.read(m_split.train, m_cancel, progress);
    before = static_cast<int>(m_split.train.size());
    m_validation = pass.read(m_split.validation, m_cancel, progress);
    if (m_cancel.isCancelled())
        return {};
    if (const auto enough = checkReadable(m_training.items, m_validation.items); !enough)
        return enough;
    balance();
    m_classifier->setTrainable(m_plan.trainableLayers, m_plan.updatesStatistics());
    return trainOnPictures(Phase::Scratch);
}

/// What is frozen does its part of the work, once. Leaves m_training and m_validation.
Result<void> TrainingRun::computeFeatures()
{
    m_classifier->setTrainable(m_plan.trainableLayers, false);
    FeaturePass pass(*m_classifier, *m_images, m_dataset, m_plan.wantsFinetuning() ? m_classifier->cut() : 0);
    const auto progress = [this](int done, int total) {
        m_observer.stageProgress(TrainingStage::ComputingFeatures, done, total);
    };
    auto training =
        pass.run(m_split.train, config().augmentation.isEnabled ? config().views : 1, m_cancel, progress);
    if (!training)
        return tl::unexpected(training.error());
    m_training = std::move(*training);
    auto validation = pass.run(m_split.validation, 1, m_cancel, progress);
    if (!validation)
        return tl::unexpected(validation.error());
    m_validation = std::move(*validation);
    return checkReadable(m_training.items, m_validation.items);
}

Result<void> TrainingRun::trainHead()
{
    if (const auto computed = computeFeatures(); !computed)
        return computed;
    balance();
    m_classifier->setTrainable(std::vector<bool>(m_plan.trainableLayers.size(), false), false);
    const Forward forward = [this](const torch::Tensor& x) { return m_classifier->headLogits(x); };
    CachedSource validation(*m_validation.features, m_validation.labels, 1, true, config().seed);
    EpochLoop::PhasePlan plan{Phase::Head, config().epochs, nullptr, &validation, forward};
    // In a file there are more features than L-BFGS could walk through in bearable time.
    if (config().headSolver == HeadSolver::Lbfgs && !m_training.features->isInFile()) {
        LinearHeadFit fit(config().epochs, *m_classifier, *m_objective, m_cancel, m_observer);
        if (m_startModel)
            fit.setStart(m_startHead[0], m_startHead[1]);
        const torch::Tensor labels = torch::tensor(m_training.labels, torch::kInt64);
        const auto set =
            fit.setInput(m_training.features->inMemory().slice(0, 0, labels.size(0) * m_training.views),
                         labels.repeat_interleave(m_training.views));
        if (!set)
            return set;
        plan.trainer = &fit;
        return m_loop->runPhase(plan);
    }
    CachedSource training(*m_training.features, m_training.labels, m_training.views, true, config().seed);
    AdamWTrainer trainer(m_plan.stepSettings(Phase::Head), {{m_classifier->headParameters()}}, *m_classifier,
                         *m_objective, m_cancel, m_observer);
    trainer.setInput(training, forward);
    plan.trainer = &trainer;
    return runSteps(trainer, plan);
}

Result<void> TrainingRun::finetune()
{
    m_loop->restoreBest();
    m_classifier->setTrainable(m_plan.trainableLayers, m_plan.updatesStatistics());
    if (m_classifier->cut() == 0)
        return trainOnPictures(Phase::Finetune);
    CachedSource training(*m_training.activations, m_training.labels, m_training.views, false, config().seed);
    CachedSource validation(*m_validation.activations, m_validation.labels, 1, true, config().seed);
    return trainRest(Phase::Finetune, training, validation);
}

Result<void> TrainingRun::trainOnPictures(Phase phase)
{
    ImageSource training(*m_images, m_dataset, m_training.items, config().seed);
    ImageSource validation(*m_images, m_dataset, m_validation.items, config().seed);
    const int decoding = m_plan.decodingThreads();
    if (decoding == 0)
        return trainRest(phase, training, validation);
    const bool isCuda = m_plan.device == DeviceChoice::Cuda;
    PrefetchedSource trainingAhead(training, isCuda), validationAhead(validation, isCuda);
    m_images->setThreads(decoding);
    at::set_num_threads(std::max(1, config().threads - decoding));
    auto trained = trainRest(phase, trainingAhead, validationAhead);
    at::set_num_threads(config().threads);
    m_images->setThreads(config().threads);
    return trained;
}

/// Everything behind the cut, as it is set to train.
Result<void> TrainingRun::trainRest(Phase phase, EpochSource& training, EpochSource& validation)
{
    const Forward forward = [this](const torch::Tensor& x) { return m_classifier->restLogits(x); };
    const auto settings = m_plan.stepSettings(phase);
    AdamWTrainer trainer(settings, m_plan.groupsOf(phase, *m_classifier), *m_classifier, *m_objective,
                         m_cancel, m_observer);
    trainer.setInput(training, forward);
    return runSteps(trainer, {phase, settings.epochs, &trainer, &validation, forward});
}

/// A phase of mini-batches: trained, or swept where only the rate is sought.
Result<void> TrainingRun::runSteps(AdamWTrainer& trainer, const EpochLoop::PhasePlan& plan)
{
    if (!m_curve)
        return m_loop->runPhase(plan);
    return trainer.sweep(plan.phase == Phase::Finetune ? TrainingConfig::kFinetuneRateFactor : 1.0)
        .map([this](RateCurve curve) { m_curve = std::move(curve); });
}

void TrainingRun::balance()
{
    if (config().balancesClasses)
        m_objective->balance(m_training.labels, static_cast<int>(m_dataset.classes.size()));
}

Result<TrainingOutcome> TrainingRun::finish(const Result<void>& trained)
{
    const History& history = m_loop->history();
    if (!trained && (history.epochs().empty() || trained.error().code != ErrorCode::Diverged))
        return tl::unexpected(trained.error());
    if (history.epochs().empty())
        return failure(ErrorCode::Cancelled);
    if (!trained)
        m_observer.notice(trained.error()); // diverged later: the best finite epoch is kept
    m_loop->restoreBest();

    TrainingOutcome outcome;
    outcome.history = history;
    outcome.isStopped = m_loop->isCancelled() || !trained;
    outcome.device = deviceName(m_plan.device);
    outcome.trainImages = static_cast<int>(m_training.items.size());
    outcome.validationImages = static_cast<int>(m_validation.items.size());
    outcome.validationAccuracy =
        history.epochs()[static_cast<std::size_t>(history.bestEpoch() - 1)].validationAccuracy;
    outcome.modelPath = config().output;
    outcome.model = record().model(outcome, m_loop->bestLogits());
    if (!m_signatures.empty())
        outcome.model.seen = seenImages(m_startModel ? &*m_startModel : nullptr, m_split, m_signatures);
    if (!config().output.empty()) {
        m_observer.stageProgress(TrainingStage::Saving, 0, 1);
        const auto familiarity = measureFamiliarity();
        if (!familiarity)
            return tl::unexpected(familiarity.error());
        const auto saved = m_checkpoint->whenThereIsSpace(
            [&] { return saveModel(config().output, *m_classifier, outcome.model, *familiarity); });
        if (!saved)
            return tl::unexpected(saved.error());
    }
    if (!config().checkpoint.empty())
        m_checkpoint->remove();
    outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();

    if (!m_split.test.empty() && !m_cancel.isCancelled())
        outcome.testAccuracy =
            PicturePass(*m_images, m_dataset)
                .accuracy(*m_classifier, m_split.test, m_cancel, [this](int done, int total) {
                    m_observer.stageProgress(TrainingStage::Testing, done, total);
                });
    outcome.testImages = static_cast<int>(m_split.test.size());
    outcome.skipped = m_dataset.skipped;
    outcome.skipped.insert(outcome.skipped.end(), m_images->damaged().begin(), m_images->damaged().end());
    return outcome;
}

/// Nothing where the run was stopped and it would take time.
Result<std::optional<Familiarity>> TrainingRun::measureFamiliarity()
{
    const History& history = m_loop->history();
    const bool isHeadAlone =
        history.epochs()[static_cast<std::size_t>(history.bestEpoch() - 1)].phase == Phase::Head;
    m_classifier->setTrainable(m_plan.trainableLayers, false);
    FamiliarityFit fit({*m_classifier, *m_images, m_dataset, m_classifier->cut(), !isHeadAlone});
    auto familiarity = fit.fit(m_training, m_validation, m_cancel);
    if (!familiarity && familiarity.error().code == ErrorCode::Cancelled)
        return std::nullopt;
    return familiarity;
}

} // namespace cultivar
