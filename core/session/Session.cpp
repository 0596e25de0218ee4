// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/Session.h"

#include "core/base/AtomicFile.h"
#include "core/base/Paths.h"
#include "core/data/FreeNames.h"
#include "core/jobs/ClassifyJob.h"
#include "core/jobs/SaveJob.h"
#include "core/jobs/ScanJob.h"
#include "core/jobs/TrainJob.h"

#include <QDateTime>
#include <QStandardPaths>

namespace cultivar {

namespace {

std::filesystem::path dataFolder()
{
    return toPath(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
}

} // namespace

Session::Session(QObject* parent) : QObject(parent)
{
    connect(&m_workbench, &Workbench::activityChanged, this, &Session::activityChanged);
    connect(&m_workbench, &Workbench::failed, this, &Session::failed);
    connect(&m_weightFetching, &WeightFetching::failed, this, &Session::failed);
    connect(&m_backboneComparing, &BackboneComparing::failed, this, &Session::failed);
    connect(&m_datasetEdits, &DatasetEdits::failed, this, &Session::failed);
    connect(&m_datasetEdits, &DatasetEdits::changed, this, &Session::scanAgain);
    connect(this, &Session::datasetChanged, &m_corrections, &Corrections::changed);
    connect(this, &Session::activityChanged, &m_datasetEdits, [this](Activity activity) {
        const bool isMachineNeeded = activity == Activity::Training || activity == Activity::Comparing;
        m_datasetEdits.setPaused(isMachineNeeded);
        m_nearestFinding.setPaused(isMachineNeeded);
    });
    connect(&m_sorting, &Sorting::failed, this, &Session::failed);
    connect(&m_unfinishedRuns, &UnfinishedRuns::failed, this, &Session::failed);
    connect(&m_evaluating, &Evaluating::failed, this, &Session::failed);
    connect(&m_liveCamera, &LiveCamera::failed, this, &Session::failed);
    connect(&m_liveCamera, &LiveCamera::taken, this,
            [this](const std::filesystem::path& file) { m_classifying.classify({file}); });
    connect(&m_nearestFinding, &NearestFinding::failed, this, &Session::failed);
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

std::filesystem::path Session::picturesFolder()
{
    return dataFolder() / "pictures";
}

bool Session::isPaused() const
{
    return isTraining() && m_training->isPaused();
}

bool Session::isOpen(const std::filesystem::path& dataset) const
{
    return m_dataset && m_dataset->root == dataset;
}

void Session::openDataset(const std::filesystem::path& folder)
{
    if (isTraining())
        return;
    if (m_scan)
        m_scan->cancel();
    m_backboneComparing.cancel();
    m_rateFinding.cancel();
    m_strategyComparing.cancel();
    m_continued.reset();
    const bool isSample = folder == sampleFolder();
    auto* job = new ScanJob(folder, isSample);
    m_scan = job;
    connect(job, &ScanJob::progress, this, [this, job](int files) {
        if (job == m_scan)
            Q_EMIT scanProgress(files);
    });
    connect(job, &ScanJob::scanned, this, [this, job, isSample](const std::shared_ptr<Dataset>& dataset) {
        if (job == m_scan) // else another folder was chosen meanwhile
            onScanned(std::move(*dataset), isSample);
    });
    m_workbench.run(job, Activity::Scanning, [this, job] {
        if (job != m_scan)
            return;
        m_scan = nullptr;
        if (const auto run = std::exchange(m_continued, std::nullopt); run && isOpen(run->dataset))
            train(run->config);
        else if (run)
            m_unfinishedRuns.giveBack();
    });
}

void Session::scanAgain()
{
    m_isStale = isTraining();
    if (!m_isStale)
        openDataset(m_dataset->root);
}

void Session::onScanned(Dataset dataset, bool isSample)
{
    m_dataset = std::move(dataset);
    m_isSample = isSample;
    m_backboneComparing.forgetRace();
    m_datasetEdits.onDatasetChanged();
    m_strategyComparing.forget();
    m_nearestFinding.onDatasetChanged();
    Q_EMIT datasetChanged();
    m_previews.showThumbnails();
    m_unfinishedRuns.look();
}

void Session::openSample()
{
    openDataset(sampleFolder());
}

void Session::startTraining(TrainingConfig config)
{
    if (isTraining() || m_scan || !m_dataset)
        return;
    std::error_code error;
    std::filesystem::create_directories(runsFolder(),
                                        error); // the trainer reports a folder that cannot be written
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH.mm.ss"));
    const std::filesystem::path name =
        m_dataset->root.filename().native() + " " + stamp.toStdString() + ".cultivar";
    // Two trainings may start in one second, the second one from what the first has made.
    config.output = FreeNames().next(name, runsFolder()).value_or(runsFolder() / name);
    config.checkpoint = std::filesystem::path(config.output) += ".checkpoint";
    train(config);
}

void Session::continueTraining(const UnfinishedRun& run)
{
    if (isTraining())
        return;
    const UnfinishedRun taken = run; // the offer it comes from ends
    m_unfinishedRuns.take(taken);
    if (!m_scan && isOpen(taken.dataset)) {
        train(taken.config);
        return;
    }
    openDataset(taken.dataset);
    m_continued = taken;
}

void Session::train(const TrainingConfig& config)
{
    m_history = {};
    m_outcome.reset();
    m_trainingConfig = config;
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
        m_evaluating.setRival(m_trainingConfig.startModel);
    });
    m_workbench.run(job, Activity::Training, [this, job] {
        if (job == m_training)
            m_training = nullptr;
        m_datasetEdits.reload();
        Q_EMIT m_corrections.changed();
        Q_EMIT trainingFinished();
        if (m_isStale)
            scanAgain();
        m_unfinishedRuns.giveBack(); // a failed one may be gone on with
    });
    Q_EMIT trainingStarted();
}

void Session::pauseTraining()
{
    if (!isTraining() || isPaused())
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
    if (isTraining())
        m_training->cancel();
}

void Session::useModel(const std::filesystem::path& path, const ModelDescription& description)
{
    m_predictor.reset();
    m_modelPath = path;
    m_model = description;
    m_evaluating.clear();
    m_classifying.clear();
    m_liveCamera.stop();
    m_nearestFinding.onModelChanged();
    Q_EMIT modelChanged();
}

void Session::openModel(const std::filesystem::path& file)
{
    auto* job = new ClassifyJob(file, nullptr);
    connect(job, &ClassifyJob::modelReady, this, [this, file](const std::shared_ptr<Predictor>& predictor) {
        useModel(file, predictor->description());
        m_predictor = predictor;
    });
    m_workbench.run(job, Activity::Classifying);
}

void Session::saveModel(const std::filesystem::path& file)
{
    save(file, [model = m_modelPath, file] { return AtomicFile::copy(model, file); });
}

void Session::save(const std::filesystem::path& file, std::function<Result<void>()> write)
{
    auto* job = new SaveJob(std::move(write));
    connect(job, &Job::finished, this, [this, file](const std::optional<Error>& error) {
        if (error)
            Q_EMIT failed(*error);
        else
            Q_EMIT saved(file);
    });
    m_saving.start(job);
}

void Session::cancelAll()
{
    m_workbench.cancelAll();
}

} // namespace cultivar
