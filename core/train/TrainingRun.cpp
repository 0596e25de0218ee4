// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/TrainingRun_p.h"

#include "core/base/AtomicFile.h"
#include "core/base/Log.h"
#include "core/base/Paths.h"
#include "core/model/BackboneTiming.h"
#include "core/model/Device_p.h"
#include "core/model/ModelFile_p.h"
#include "core/train/FamiliarityFit_p.h"
#include "core/train/TrainingSplit.h"
#include "core/weights/BackboneCatalog.h"
#include "core/weights/WeightFetch.h"
#include "core/weights/WeightStore.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QThread>

#include <set>

namespace cultivar {

namespace {

constexpr std::size_t kTrunkBatch = BackboneTiming::kBatch;
constexpr std::uint64_t kFirstView = 0;

Calibration calibrationOf(const ValidationLogits& validation)
{
    if (!validation.logits.defined() || !validation.labels.defined())
        return {};
    const torch::Tensor logits = validation.logits.to(torch::kFloat64).contiguous();
    const torch::Tensor labels = validation.labels.to(torch::kInt32).contiguous();
    return Calibration::fit({logits.data_ptr<double>(), static_cast<std::size_t>(logits.numel())},
                            {labels.data_ptr<int>(), static_cast<std::size_t>(labels.numel())});
}

} // namespace

TrainingRun::TrainingRun(const TrainingConfig& config, const Dataset& dataset, const CancelToken& cancel,
                         TrainingObserver& observer)
    : m_config(config), m_dataset(dataset), m_cancel(cancel), m_observer(observer)
{
}

Result<TrainingOutcome> TrainingRun::run()
{
    if (const auto prepared = prepare(); !prepared)
        return tl::unexpected(prepared.error());
    m_objective.emplace(m_config.labelSmoothing, m_config.mixup);
    m_loop.emplace(*m_classifier, m_config, m_cancel, m_observer);
    if (const auto isSetUp = setUpCheckpoints(); !isSetUp)
        return tl::unexpected(isSetUp.error());
    if (m_config.isFromScratch)
        return finish(trainFromScratch());
    Result<void> trained = trainHead();
    if (trained && wantsFinetuning() && !m_loop->isCancelled())
        trained = finetune();
    return finish(trained);
}

Result<RateCurve> TrainingRun::findRate()
{
    if (const auto prepared = prepare(); !prepared)
        return tl::unexpected(prepared.error());
    if (!m_config.isFromScratch && m_config.headSolver == HeadSolver::Lbfgs && !wantsFinetuning())
        return failure(ErrorCode::InvalidSetting, {},
                       QStringLiteral("the head is fitted without a learning rate, and nothing is unfrozen"));
    m_objective.emplace(m_config.labelSmoothing, m_config.mixup);
    m_loop.emplace(*m_classifier, m_config, m_cancel, m_observer);
    m_curve.emplace();
    Result<void> swept = m_config.isFromScratch ? trainFromScratch() : trainHead();
    if (swept && m_curve->points.empty() && !m_config.isFromScratch && !m_cancel.isCancelled())
        swept = finetune();
    if (!swept)
        return tl::unexpected(swept.error());
    if (m_cancel.isCancelled())
        return failure(ErrorCode::Cancelled);
    return *m_curve;
}

Result<void> TrainingRun::prepare()
{
    if (const auto valid = m_config.validate(); !valid)
        return valid;
    const auto info = BackboneCatalog::find(m_config.backbone);
    if (!info)
        return tl::unexpected(info.error());
    m_preprocessing = info->preprocessing;
    m_preprocessing.policy = m_config.policy.value_or(m_preprocessing.policy);
    if (!m_config.startModel.empty()) {
        auto start = StartModel::open(m_config, m_cancel);
        if (!start)
            return tl::unexpected(start.error());
        m_startModel.emplace(std::move(*start));
        m_preprocessing = m_startModel->description().preprocessing;
    }
    if (!m_config.output.empty()) {
        if (const auto writable = AtomicFile::checkWritable(m_config.output); !writable)
            return writable;
    }
    const auto device = resolveDevice(m_config.device);
    if (!device)
        return tl::unexpected(device.error());
    m_device = *device;
    const auto outline = BackboneOutline::of(m_config.backbone);
    if (!outline)
        return tl::unexpected(outline.error());
    m_outline = *outline;
    const auto trainable = m_config.unfreeze.trainableLayers(m_outline);
    if (!trainable)
        return tl::unexpected(trainable.error());
    m_trainableLayers = *trainable;
    if (m_config.threads == 0)
        m_config.threads = QThread::idealThreadCount();
    // Fine-tuning from the first layer on and training from scratch look at every picture in every epoch.
    m_images.emplace(
        m_dataset, imageSettings(m_config.isFromScratch || (wantsFinetuning() && m_trainableLayers.front())));
    if (const auto divided = divide(); !divided)
        return divided;
    if (m_config.batchSize == 0)
        m_config.batchSize = TrainingConfig::usualBatch(m_config.isFromScratch, m_split.train.size());

    at::set_num_threads(m_config.threads);
    torch::manual_seed(m_config.seed);
    qCInfo(logTrain) << "seed" << m_config.seed << "LibTorch" << TORCH_VERSION << "device"
                     << deviceName(m_device) << m_config.toJson();
    return prepareNetwork();
}

Result<void> TrainingRun::prepareNetwork()
{
    auto classifier = m_startModel ? m_startModel->grownTo(m_dataset.classes)
                                   : Classifier::create(m_config.backbone, m_config.head,
                                                        static_cast<int>(m_dataset.classes.size()));
    if (!classifier)
        return tl::unexpected(classifier.error());
    m_classifier.emplace(std::move(*classifier));
    const auto loaded = m_config.isFromScratch || m_startModel ? Result<void>() : loadWeights();
    m_classifier->moveTo(torchDevice(m_device));
    if (m_startModel) { // a checkpoint may put other values into the head
        for (const torch::Tensor& parameter : m_classifier->headParameters())
            m_startHead.push_back(parameter.detach().clone());
    }
    return loaded;
}

Result<void> TrainingRun::divide()
{
    const auto lookAt = [this](const std::vector<std::size_t>& items) {
        return m_images->look(items, m_cancel, [this](int done, int total) {
            m_observer.stageProgress(TrainingStage::ReadingImages, done, total);
        });
    };
    if (m_startModel || !m_config.output.empty())
        m_signatures = signaturesOf(m_dataset, m_config.threads, m_cancel);
    const ItemSides sides = m_startModel ? m_startModel->sidesOf(m_signatures) : ItemSides();
    auto split = splitForTraining(m_config, m_dataset, lookAt, sides);
    if (m_cancel.isCancelled())
        return failure(ErrorCode::Cancelled);
    if (!split)
        return tl::unexpected(split.error());
    m_split = std::move(*split);
    if (m_startModel)
        tellOfStart(sides);
    return {};
}

/// What does not go on into the new model, and what would make it look better than it is.
void TrainingRun::tellOfStart(const ItemSides& sides)
{
    if (const QStringList dropped = m_startModel->droppedFor(m_dataset.classes); !dropped.isEmpty())
        m_observer.notice(
            {ErrorCode::ClassesDropped, m_config.startModel, dropped.join(QStringLiteral(", "))});
    if (sides.empty()) {
        m_observer.notice({ErrorCode::SeenBefore, m_config.startModel,
                           QStringLiteral("it does not say which images it was trained on")});
        return;
    }
    std::ptrdiff_t seen = 0;
    for (const std::vector<std::size_t>* part : {&m_split.validation, &m_split.test})
        seen += std::count_if(part->begin(), part->end(),
                              [&](std::size_t item) { return sides[item] == Subset::Train; });
    if (seen > 0)
        m_observer.notice({ErrorCode::SeenBefore, m_config.startModel,
                           QStringLiteral("%1 of the images that judge trained it").arg(seen)});
}

SeenImages TrainingRun::seenImages() const
{
    std::vector<ImageSignature> trained, heldBack;
    if (m_startModel && m_startModel->description().seen)
        trained = m_startModel->description().seen->trained();
    const auto append = [this](const std::vector<std::size_t>& items, std::vector<ImageSignature>& to) {
        for (const std::size_t item : items) {
            if (const auto& signature = m_signatures[item])
                to.push_back(*signature);
        }
    };
    append(m_split.train, trained);
    append(m_split.validation, heldBack);
    return {std::move(trained), std::move(heldBack)};
}

Result<void> TrainingRun::loadWeights()
{
    m_observer.stageProgress(TrainingStage::LoadingBackbone, 0, 1);
    m_weights = m_config.weights;
    if (m_weights.empty())
        m_weights = WeightStore::find(m_config.backbone).value_or(std::filesystem::path());
    if (m_weights.empty()) {
        m_observer.notice({ErrorCode::NoPretrainedWeights, WeightStore::folder(),
                           QStringLiteral("the frozen layers of %1 stay random").arg(m_config.backbone)});
        return {};
    }
    if (const auto same = WeightFetch::check(m_weights, m_cancel); !same)
        return same;
    return WeightsFile::open(m_weights).and_then(
        [&](const std::unique_ptr<WeightsFile>& file) { return m_classifier->loadBackbone(*file); });
}

/// What must be the same for a checkpoint to be of use: settings, classes and images. Where the model goes
/// does not matter.
QJsonObject TrainingRun::identity() const
{
    QCryptographicHash images(QCryptographicHash::Sha256);
    for (const DatasetItem& item : m_dataset.items) {
        images.addData(QByteArray::fromStdString(item.path.native()));
        images.addData(QByteArray::number(item.label) + ' ' + QByteArray::number(int(item.subset)) + '\n');
    }
    TrainingConfig config = m_config;
    config.weights = m_weights;
    config.policy = m_preprocessing.policy;
    QJsonObject identity = config.toJson();
    identity["dataset"] = encodedPath(m_dataset.root);
    if (m_startModel)
        identity["start_sha256"] = m_startModel->sha256();
    identity["images"] = QString::fromLatin1(images.result().toHex());
    return identity;
}

Result<void> TrainingRun::setUpCheckpoints()
{
    m_checkpoint.emplace(m_config.checkpoint, identity(), m_cancel, m_observer);
    if (m_config.checkpoint.empty())
        return {};
    if (const auto locked = m_checkpoint->lock(); !locked)
        return locked;
    m_classifier->setTrainable(m_config.isFromScratch ? std::vector<bool>(m_trainableLayers.size(), true)
                                                      : m_trainableLayers,
                               m_config.isFromScratch || m_config.unfreeze.kind == UnfreezeSpec::Kind::All);
    m_loop->keepWith([this](const Checkpoint& taken) { return m_checkpoint->write(taken); },
                     m_classifier->changingNames());
    if (!m_config.isResuming)
        return {};
    return m_checkpoint->find().map([this](std::optional<Checkpoint> left) {
        if (left)
            m_loop->resume(std::move(*left));
    });
}

bool TrainingRun::wantsFinetuning() const
{
    const bool hasTrainable =
        std::find(m_trainableLayers.begin(), m_trainableLayers.end(), true) != m_trainableLayers.end();
    return m_config.finetuneEpochs > 0 && hasTrainable;
}

TrainingImages::Settings TrainingRun::imageSettings(bool keepsImages) const
{
    return {m_preprocessing, m_config.augmentation, m_config.seed, m_config.threads, keepsImages};
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
    std::vector<std::size_t> readable[2];
    const std::vector<std::size_t>* subsets[] = {&m_split.train, &m_split.validation};
    const int total = static_cast<int>(m_split.train.size() + m_split.validation.size());
    int done = 0;
    for (int s = 0; s < 2; ++s) { // a first pass finds damaged files and fills the picture cache
        for (std::size_t first = 0; first < subsets[s]->size(); first += kTrunkBatch) {
            if (!m_cancel.checkpoint())
                return {};
            std::vector<std::size_t> chunk;
            m_images->views(
                std::span(*subsets[s]).subspan(first, std::min(kTrunkBatch, subsets[s]->size() - first)),
                kFirstView, 1, chunk);
            readable[s].insert(readable[s].end(), chunk.begin(), chunk.end());
            m_observer.stageProgress(TrainingStage::ReadingImages, done += static_cast<int>(chunk.size()),
                                     total);
        }
    }
    if (const auto enough = checkReadable(readable[0], readable[1]); !enough)
        return enough;
    m_training.items = readable[0];
    for (const std::size_t item : m_training.items)
        m_training.labels.push_back(m_dataset.items[item].label);
    balance();
    m_validation.items = readable[1];
    m_classifier->setTrainable(std::vector<bool>(m_trainableLayers.size(), true), true);
    ImageSource training(*m_images, m_dataset, m_training.items, m_config.seed);
    ImageSource validation(*m_images, m_dataset, m_validation.items, m_config.seed);
    return trainRest(Phase::Scratch, training, validation);
}

/// What is frozen does its part of the work, once. Leaves m_training and m_validation.
Result<void> TrainingRun::computeFeatures()
{
    m_classifier->setTrainable(m_trainableLayers, false);
    FeaturePass pass(*m_classifier, *m_images, m_dataset, wantsFinetuning() ? m_classifier->cut() : 0);
    const auto progress = [this](int done, int total) {
        m_observer.stageProgress(TrainingStage::ComputingFeatures, done, total);
    };
    auto training =
        pass.run(m_split.train, m_config.augmentation.isEnabled ? m_config.views : 1, m_cancel, progress);
    if (!training)
        return tl::unexpected(training.error());
    m_training = std::move(*training);
    auto validation = pass.run(m_split.validation, 1, m_cancel, progress);
    if (!validation)
        return tl::unexpected(validation.error());
    m_validation = std::move(*validation);
    return checkReadable(m_training.items, m_validation.items);
}

AdamWTrainer::Settings TrainingRun::stepSettings(Phase phase) const
{
    AdamWTrainer::Settings settings{phase, m_config.epochs, m_config.learningRate, m_config.weightDecay,
                                    m_config.batchSize};
    if (phase == Phase::Finetune) {
        settings.epochs = m_config.finetuneEpochs;
        settings.learningRate *= TrainingConfig::kFinetuneRateFactor;
    }
    return settings;
}

/// The head first, then the blocks that train, from the last one back. While fine-tuning each may learn at a
/// lower rate than the one after it, and later, so that all train in the second half of the epochs.
std::vector<AdamWTrainer::Group> TrainingRun::groupsOf(Phase phase, int epochs) const
{
    const bool isByDepth = phase == Phase::Finetune;
    std::vector<AdamWTrainer::Group> groups{{m_classifier->headParameters()}};
    const auto blocks = m_classifier->trainableBlocks();
    double rateFactor = 1.0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const int wait = static_cast<int>((i + 1) * static_cast<std::size_t>(epochs) / (2 * blocks.size()));
        rateFactor *= isByDepth ? m_config.depthDecay : 1.0;
        groups.push_back({blocks[i], rateFactor, isByDepth && m_config.unfreezesGradually ? wait : 0});
    }
    return groups;
}

Result<void> TrainingRun::trainHead()
{
    if (const auto computed = computeFeatures(); !computed)
        return computed;
    balance();
    m_classifier->setTrainable(std::vector<bool>(m_trainableLayers.size(), false), false);
    const Forward forward = [this](const torch::Tensor& x) { return m_classifier->headLogits(x); };
    CachedSource validation(*m_validation.features, m_validation.labels, 1, true, m_config.seed);
    EpochLoop::PhasePlan plan{Phase::Head, m_config.epochs, nullptr, &validation, forward};
    // In a file there are more features than L-BFGS could walk through in bearable time.
    if (m_config.headSolver == HeadSolver::Lbfgs && !m_training.features->isInFile()) {
        LinearHeadFit fit(m_config.epochs, *m_classifier, *m_objective, m_cancel, m_observer);
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
    CachedSource training(*m_training.features, m_training.labels, m_training.views, true, m_config.seed);
    AdamWTrainer trainer(stepSettings(Phase::Head), {{m_classifier->headParameters()}}, *m_classifier,
                         *m_objective, m_cancel, m_observer);
    trainer.setInput(training, forward);
    plan.trainer = &trainer;
    return runSteps(trainer, plan);
}

Result<void> TrainingRun::finetune()
{
    m_loop->restoreBest();
    m_classifier->setTrainable(m_trainableLayers, m_config.unfreeze.kind == UnfreezeSpec::Kind::All);
    if (m_classifier->cut() == 0) {
        ImageSource training(*m_images, m_dataset, m_training.items, m_config.seed);
        ImageSource validation(*m_images, m_dataset, m_validation.items, m_config.seed);
        return trainRest(Phase::Finetune, training, validation);
    }
    CachedSource training(*m_training.activations, m_training.labels, m_training.views, false, m_config.seed);
    CachedSource validation(*m_validation.activations, m_validation.labels, 1, true, m_config.seed);
    return trainRest(Phase::Finetune, training, validation);
}

/// Everything behind the cut, as it is set to train.
Result<void> TrainingRun::trainRest(Phase phase, EpochSource& training, EpochSource& validation)
{
    const Forward forward = [this](const torch::Tensor& x) { return m_classifier->restLogits(x); };
    const auto settings = stepSettings(phase);
    AdamWTrainer trainer(settings, groupsOf(phase, settings.epochs), *m_classifier, *m_objective, m_cancel,
                         m_observer);
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
    if (m_config.balancesClasses)
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
    outcome.device = deviceName(m_device);
    outcome.trainImages = static_cast<int>(m_training.items.size());
    outcome.validationImages = static_cast<int>(m_validation.items.size());
    outcome.validationAccuracy =
        history.epochs()[static_cast<std::size_t>(history.bestEpoch() - 1)].validationAccuracy;
    outcome.modelPath = m_config.output;
    outcome.model = describe(outcome);
    if (!m_config.output.empty()) {
        m_observer.stageProgress(TrainingStage::Saving, 0, 1);
        const auto familiarity = measureFamiliarity();
        if (!familiarity)
            return tl::unexpected(familiarity.error());
        const auto saved = m_checkpoint->whenThereIsSpace(
            [&] { return saveModel(m_config.output, *m_classifier, outcome.model, *familiarity); });
        if (!saved)
            return tl::unexpected(saved.error());
    }
    if (!m_config.checkpoint.empty())
        m_checkpoint->remove();
    outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();

    const auto accuracy = testAccuracy();
    if (!accuracy)
        return tl::unexpected(accuracy.error());
    outcome.testAccuracy = *accuracy;
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
    m_classifier->setTrainable(m_trainableLayers, false);
    FamiliarityFit fit({*m_classifier, *m_images, m_dataset, m_classifier->cut(), !isHeadAlone});
    auto familiarity = fit.fit(m_training, m_validation, m_cancel);
    if (!familiarity && familiarity.error().code == ErrorCode::Cancelled)
        return std::nullopt;
    return familiarity;
}

Result<std::optional<double>> TrainingRun::testAccuracy()
{
    if (m_split.test.empty() || m_loop->isCancelled())
        return std::nullopt;
    const auto form = m_classifier->probabilityForm(m_preprocessing.crop);
    int correct = 0, readableCount = 0;
    for (std::size_t first = 0; first < m_split.test.size(); first += kTrunkBatch) {
        if (!m_cancel.checkpoint())
            return std::nullopt;
        std::vector<std::size_t> readable;
        const torch::Tensor pictures = m_images->views(
            std::span(m_split.test).subspan(first, std::min(kTrunkBatch, m_split.test.size() - first)),
            kFirstView, 1, readable);
        for (std::size_t i = 0; i < readable.size(); ++i) {
            const auto row = static_cast<std::int64_t>(i);
            correct += form(pictures.slice(0, row, row + 1).contiguous().to(m_classifier->device()))
                           .argmax(1)
                           .item<std::int64_t>() == m_dataset.items[readable[i]].label;
        }
        readableCount += static_cast<int>(readable.size());
        m_observer.stageProgress(TrainingStage::Testing,
                                 static_cast<int>(std::min(first + kTrunkBatch, m_split.test.size())),
                                 static_cast<int>(m_split.test.size()));
    }
    return readableCount ? std::optional(static_cast<double>(correct) / readableCount) : std::nullopt;
}

ModelDescription TrainingRun::describe(const TrainingOutcome& outcome) const
{
    ModelDescription model;
    model.backbone = m_config.backbone;
    model.classes = m_dataset.classes;
    model.head = m_config.head;
    model.calibration = calibrationOf(m_loop->bestLogits());
    model.preprocessing = m_preprocessing;
    model.training = m_config.toJson();
    model.training["dataset"] = displayPath(m_dataset.root.filename());
    model.training.remove("start_model");
    if (m_startModel)
        model.training["retrained_from"] = m_startModel->toJson();
    model.training["weights"] = m_startModel ? QStringLiteral("of the model that it was retrained from")
                                : m_weights.empty() ? QStringLiteral("random")
                                                    : displayPath(m_weights.filename());
    if (!m_signatures.empty())
        model.seen = seenImages();
    model.training["train_images"] = outcome.trainImages;
    model.training["val_images"] = outcome.validationImages;
    model.training["val_accuracy"] = outcome.validationAccuracy;
    model.training["best_epoch"] = outcome.history.bestEpoch();
    model.training["history"] = outcome.history.toJson();
    model.training["device"] = outcome.device;
    model.training["libtorch"] = QStringLiteral(TORCH_VERSION);
    model.training["finished"] = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
    return model;
}

} // namespace cultivar
