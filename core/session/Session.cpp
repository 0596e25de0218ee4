// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/Session.h"

#include "core/base/Paths.h"
#include "core/jobs/ClassifyJob.h"
#include "core/jobs/FetchJob.h"
#include "core/jobs/MeasureJob.h"
#include "core/jobs/RaceJob.h"
#include "core/jobs/SaveModelJob.h"
#include "core/jobs/ScanJob.h"
#include "core/jobs/ThumbnailJob.h"
#include "core/jobs/TrainJob.h"

#include <QDateTime>
#include <QStandardPaths>

namespace cultivar {

namespace {

void registerTypes()
{
    qRegisterMetaType<std::optional<cultivar::Error>>("std::optional<cultivar::Error>");
    qRegisterMetaType<cultivar::Error>("cultivar::Error");
    qRegisterMetaType<cultivar::Dataset>("cultivar::Dataset");
    qRegisterMetaType<cultivar::Image>("cultivar::Image");
    qRegisterMetaType<std::vector<cultivar::Image>>("std::vector<cultivar::Image>");
    qRegisterMetaType<cultivar::TrainingStage>("cultivar::TrainingStage");
    qRegisterMetaType<std::vector<cultivar::BatchRecord>>("std::vector<cultivar::BatchRecord>");
    qRegisterMetaType<cultivar::EpochRecord>("cultivar::EpochRecord");
    qRegisterMetaType<cultivar::TrainingOutcome>("cultivar::TrainingOutcome");
    qRegisterMetaType<std::shared_ptr<cultivar::Predictor>>("std::shared_ptr<cultivar::Predictor>");
    qRegisterMetaType<std::vector<cultivar::SkippedFile>>("std::vector<cultivar::SkippedFile>");
    qRegisterMetaType<std::filesystem::path>("std::filesystem::path");
    qRegisterMetaType<cultivar::Prediction>("cultivar::Prediction");
    qRegisterMetaType<cultivar::BackboneTiming>("cultivar::BackboneTiming");
    qRegisterMetaType<cultivar::RaceResult>("cultivar::RaceResult");
    qRegisterMetaType<cultivar::DownloadProgress>("cultivar::DownloadProgress");
}

std::filesystem::path dataFolder()
{
    return toPath(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
}

} // namespace

Session::Session(QObject* parent) : QObject(parent)
{
    registerTypes();
}

Session::~Session() = default;

std::filesystem::path Session::runsFolder()
{
    return dataFolder() / "runs";
}

std::filesystem::path Session::sampleFolder()
{
    return dataFolder() / "sample" / "Leaves";
}

bool Session::isPaused() const
{
    return m_training && m_training->isPaused();
}

void Session::updateActivity()
{
    const Activity activity = m_training          ? Activity::Training
                              : m_scan            ? Activity::Scanning
                              : m_comparing       ? Activity::Comparing
                              : m_classifying > 0 ? Activity::Classifying
                                                  : Activity::Idle;
    if (m_activity == activity)
        return;
    m_activity = activity;
    Q_EMIT activityChanged(activity);
}

void Session::run(Job* job, Activity activity)
{
    connect(job, &Job::finished, this, [this, job, activity](const std::optional<Error>& error) {
        if (job == m_scan)
            m_scan = nullptr;
        if (job == m_training)
            m_training = nullptr;
        if (job == m_comparing)
            m_comparing = nullptr;
        m_classifying -= activity == Activity::Classifying;
        updateActivity();
        if (error && error->code != ErrorCode::Cancelled)
            Q_EMIT failed(*error);
        if (activity == Activity::Training)
            Q_EMIT trainingFinished();
        if (activity == Activity::Comparing)
            Q_EMIT comparingFinished();
        if (activity == Activity::Classifying)
            Q_EMIT classifyFinished();
    });
    m_classifying += activity == Activity::Classifying;
    updateActivity();
    m_runner.start(job);
}

void Session::openDataset(const std::filesystem::path& folder)
{
    if (m_training)
        return;
    if (m_scan)
        m_scan->cancel();
    cancelComparing();
    const bool isSample = folder == sampleFolder();
    auto* job = new ScanJob(folder, isSample);
    m_scan = job;
    connect(job, &ScanJob::progress, this, [this, job](int files) {
        if (job == m_scan)
            Q_EMIT scanProgress(files);
    });
    connect(job, &ScanJob::scanned, this, [this, job, isSample](const Dataset& dataset) {
        if (job != m_scan)
            return; // another folder was chosen meanwhile
        m_dataset = dataset;
        m_raceResults.clear();
        m_isSample = isSample;
        Q_EMIT datasetChanged();
        showThumbnails();
    });
    run(job, Activity::Scanning);
}

void Session::showThumbnails()
{
    if (m_thumbnails)
        m_thumbnails->cancel();
    auto* job = new ThumbnailJob(*m_dataset);
    m_thumbnails = job;
    connect(job, &ThumbnailJob::thumbnailReady, this,
            [this, job](int label, int itemIndex, const Image& thumbnail) {
                if (job == m_thumbnails)
                    Q_EMIT thumbnailReady(label, itemIndex, thumbnail);
            });
    connect(job, &Job::finished, this, [this, job] {
        if (job != m_thumbnails)
            return;
        m_thumbnails = nullptr;
        Q_EMIT thumbnailsFinished();
    });
    m_thumbnailRunner.start(job);
}

void Session::previewAugmentation(std::size_t item, const AugmentationPreviewJob::Settings& settings)
{
    if (m_preview)
        m_preview->cancel();
    m_preview = nullptr;
    if (!m_dataset || m_dataset->items.empty()) {
        Q_EMIT augmentationPreviewed({});
        return;
    }
    item %= m_dataset->items.size();
    auto* job = new AugmentationPreviewJob(m_dataset->items[item].path, item, settings);
    m_preview = job;
    connect(job, &AugmentationPreviewJob::previewed, this, [this, job](const std::vector<Image>& views) {
        if (job == m_preview)
            Q_EMIT augmentationPreviewed(views);
    });
    connect(job, &Job::finished, this, [this, job](const std::optional<Error>& error) {
        if (job != m_preview)
            return;
        m_preview = nullptr;
        if (error) // the picture cannot be read: the training passes it over too
            Q_EMIT augmentationPreviewed({});
    });
    m_previewRunner.start(job);
}

void Session::openSample()
{
    openDataset(sampleFolder());
}

void Session::startTraining(TrainingConfig config)
{
    if (m_training || m_scan || !m_dataset)
        return;
    std::error_code error;
    std::filesystem::create_directories(runsFolder(),
                                        error); // the trainer reports a folder that cannot be written
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH.mm.ss"));
    config.output =
        runsFolder() / (m_dataset->root.filename().native() + " " + stamp.toStdString() + ".cultivar");
    config.checkpoint = std::filesystem::path(config.output) += ".checkpoint";
    m_history = {};
    m_outcome.reset();
    m_plannedEpochs = config.totalEpochs();
    auto* job = new TrainJob(config, *m_dataset);
    m_training = job;
    connect(job, &TrainJob::stageProgress, this, &Session::stageProgress);
    connect(job, &TrainJob::batchesFinished, this, &Session::batchesFinished);
    connect(job, &TrainJob::noticed, this, &Session::noticed);
    connect(job, &TrainJob::epochFinished, this, [this](const EpochRecord& epoch) {
        m_history.append(epoch);
        Q_EMIT epochFinished(epoch);
    });
    connect(job, &TrainJob::trained, this, [this](const TrainingOutcome& outcome) {
        m_outcome = outcome;
        useModel(outcome.modelPath, outcome.model);
    });
    run(job, Activity::Training);
    Q_EMIT trainingStarted();
}

void Session::pauseTraining()
{
    if (!m_training || isPaused())
        return;
    m_training->pause();
    Q_EMIT pausedChanged(true);
}

void Session::resumeTraining()
{
    if (!isPaused())
        return;
    m_training->resume();
    Q_EMIT pausedChanged(false);
}

void Session::stopTraining()
{
    if (m_training)
        m_training->cancel();
}

void Session::useModel(const std::filesystem::path& path, const ModelDescription& description)
{
    m_predictor.reset();
    m_modelPath = path;
    m_model = description;
    Q_EMIT modelChanged();
}

void Session::openModel(const std::filesystem::path& file)
{
    auto* job = new ClassifyJob(file, nullptr);
    connect(job, &ClassifyJob::modelReady, this, [this, file](const std::shared_ptr<Predictor>& predictor) {
        useModel(file, predictor->description());
        m_predictor = predictor;
    });
    run(job, Activity::Classifying);
}

void Session::saveModel(const std::filesystem::path& file)
{
    auto* job = new SaveModelJob(m_modelPath, file);
    connect(job, &Job::finished, this, [this, file](const std::optional<Error>& error) {
        if (error)
            Q_EMIT failed(*error);
        else
            Q_EMIT modelSaved(file);
    });
    m_saving.start(job);
}

ClassifyJob* Session::makeClassifyJob()
{
    auto* job = new ClassifyJob(m_modelPath, m_predictor);
    connect(job, &ClassifyJob::modelReady, this,
            [this, model = m_modelPath](const std::shared_ptr<Predictor>& predictor) {
                if (m_modelPath == model)
                    m_predictor = predictor;
            });
    connect(job, &ClassifyJob::collected, this, [this](int images, const std::vector<SkippedFile>& skipped) {
        Q_EMIT classifyStarted(images);
        for (const SkippedFile& file : skipped)
            Q_EMIT classifySkipped(file.path, file.reason);
    });
    connect(job, &ClassifyJob::classified, this, &Session::classified);
    connect(job, &ClassifyJob::skipped, this, &Session::classifySkipped);
    return job;
}

void Session::classify(std::vector<std::filesystem::path> paths)
{
    if (!m_model || m_training)
        return;
    ClassifyJob* job = makeClassifyJob();
    job->setPaths(std::move(paths));
    run(job, Activity::Classifying);
}

void Session::classify(Image image)
{
    if (!m_model || m_training)
        return;
    ClassifyJob* job = makeClassifyJob();
    job->setImage(std::move(image));
    run(job, Activity::Classifying);
}

void Session::fetchWeights(const QString& backbone, const QString& base)
{
    const auto info = BackboneCatalog::find(backbone);
    if (!m_fetching.isEmpty() || !info)
        return;
    m_fetching = backbone;
    auto* job = new FetchJob(*info, base);
    connect(job, &FetchJob::progress, this, &Session::fetchProgress);
    connect(job, &FetchJob::fetched, this, [this, backbone](const std::filesystem::path& weights) {
        Q_EMIT weightsFetched(backbone, weights);
    });
    connect(job, &Job::finished, this, [this](const std::optional<Error>& error) {
        m_fetching.clear();
        Q_EMIT fetchingChanged();
        if (error && error->code != ErrorCode::Cancelled)
            Q_EMIT failed(*error);
    });
    m_fetchRunner.start(job);
    Q_EMIT fetchingChanged();
}

void Session::cancelFetch()
{
    m_fetchRunner.cancelAll();
}

void Session::measureBackbones(const QStringList& backbones)
{
    if (m_activity != Activity::Idle)
        return;
    auto* job = new MeasureJob(backbones);
    m_comparing = job;
    connect(job, &MeasureJob::measuring, this, &Session::compareProgress);
    connect(job, &MeasureJob::measured, this, [this](const QString& backbone, const BackboneTiming& timing) {
        if (const auto kept = TimingStore::keep(backbone, timing); !kept)
            Q_EMIT failed(kept.error());
        Q_EMIT backboneMeasured(backbone, timing);
    });
    run(job, Activity::Comparing);
}

void Session::raceBackbones(BackboneRace::Settings settings)
{
    if (m_activity != Activity::Idle || !m_dataset)
        return;
    auto* job = new RaceJob(std::move(settings), *m_dataset);
    m_comparing = job;
    m_raceResults.clear();
    connect(job, &RaceJob::racing, this, &Session::compareProgress);
    connect(job, &RaceJob::raced, this, [this](const RaceResult& result) {
        m_raceResults.push_back(result);
        Q_EMIT backboneRaced(result);
    });
    run(job, Activity::Comparing);
}

void Session::cancelComparing()
{
    if (m_comparing)
        m_comparing->cancel();
}

void Session::cancelAll()
{
    m_runner.cancelAll();
}

} // namespace cultivar
