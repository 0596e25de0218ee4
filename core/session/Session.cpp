// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/Session.h"

#include "core/base/AtomicFile.h"
#include "core/base/Paths.h"
#include "core/jobs/ClassifyJob.h"
#include "core/jobs/ScanJob.h"
#include "core/jobs/TrainJob.h"
#include "core/model/ModelFile.h"

#include <QDateTime>
#include <QFile>
#include <QStandardPaths>

namespace cultivar {

namespace {

void registerTypes()
{
    qRegisterMetaType<std::optional<cultivar::Error>>("std::optional<cultivar::Error>");
    qRegisterMetaType<cultivar::Error>("cultivar::Error");
    qRegisterMetaType<cultivar::Dataset>("cultivar::Dataset");
    qRegisterMetaType<cultivar::Image>("cultivar::Image");
    qRegisterMetaType<cultivar::TrainingStage>("cultivar::TrainingStage");
    qRegisterMetaType<std::vector<cultivar::BatchRecord>>("std::vector<cultivar::BatchRecord>");
    qRegisterMetaType<cultivar::EpochRecord>("cultivar::EpochRecord");
    qRegisterMetaType<cultivar::TrainingOutcome>("cultivar::TrainingOutcome");
    qRegisterMetaType<std::shared_ptr<cultivar::Predictor>>("std::shared_ptr<cultivar::Predictor>");
    qRegisterMetaType<std::vector<cultivar::SkippedFile>>("std::vector<cultivar::SkippedFile>");
    qRegisterMetaType<std::filesystem::path>("std::filesystem::path");
    qRegisterMetaType<cultivar::Prediction>("cultivar::Prediction");
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
    return isTraining() && m_runner.current() && m_runner.current()->isPaused();
}

void Session::setActivity(Activity activity)
{
    if (m_activity == activity)
        return;
    m_activity = activity;
    Q_EMIT activityChanged(activity);
}

void Session::run(Job* job, Activity activity)
{
    connect(job, &Job::finished, this, [this, activity](const std::optional<Error>& error) {
        setActivity(Activity::Idle);
        if (error && error->code != ErrorCode::Cancelled)
            Q_EMIT failed(*error);
        if (activity == Activity::Training)
            Q_EMIT trainingFinished();
        if (activity == Activity::Classifying)
            Q_EMIT classifyFinished();
    });
    setActivity(activity);
    m_runner.start(job);
}

void Session::openDataset(const std::filesystem::path& folder)
{
    if (m_activity != Activity::Idle)
        return;
    const bool isSample = folder == sampleFolder();
    auto* job = new ScanJob(folder, isSample);
    connect(job, &ScanJob::progress, this, &Session::scanProgress);
    connect(job, &ScanJob::scanned, this, [this, isSample](const Dataset& dataset) {
        m_dataset = dataset;
        m_isSample = isSample;
        Q_EMIT datasetChanged();
    });
    connect(job, &ScanJob::thumbnailReady, this, &Session::thumbnailReady);
    run(job, Activity::Scanning);
}

void Session::openSample()
{
    openDataset(sampleFolder());
}

void Session::startTraining(TrainingConfig config)
{
    if (m_activity != Activity::Idle || !m_dataset)
        return;
    std::error_code error;
    std::filesystem::create_directories(runsFolder(),
                                        error); // the trainer reports a folder that cannot be written
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd HH.mm.ss"));
    config.output =
        runsFolder() / (m_dataset->root.filename().native() + " " + stamp.toStdString() + ".cultivar");
    m_history = {};
    m_outcome.reset();
    m_plannedEpochs = config.totalEpochs();
    auto* job = new TrainJob(config, *m_dataset);
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
    if (!isTraining() || isPaused())
        return;
    m_runner.current()->pause();
    Q_EMIT pausedChanged(true);
}

void Session::resumeTraining()
{
    if (!isPaused())
        return;
    m_runner.current()->resume();
    Q_EMIT pausedChanged(false);
}

void Session::stopTraining()
{
    if (isTraining())
        m_runner.current()->cancel();
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
    const auto description = readModelDescription(file);
    if (!description) {
        Q_EMIT failed(description.error());
        return;
    }
    useModel(file, *description);
    if (m_activity == Activity::Idle)
        startClassify(
            new ClassifyJob(m_modelPath, nullptr)); // loads it now, so that the first picture does not wait
}

Result<void> Session::saveModel(const std::filesystem::path& file)
{
    QFile source(toQString(m_modelPath));
    if (!source.open(QIODevice::ReadOnly))
        return failure(ErrorCode::ReadFailed, m_modelPath, source.errorString());
    constexpr qint64 kChunk = 4 << 20;
    auto target = AtomicFile::open(file);
    if (!target)
        return tl::unexpected(target.error());
    while (!source.atEnd()) {
        const QByteArray bytes = source.read(kChunk);
        if (bytes.isEmpty())
            return failure(ErrorCode::ReadFailed, m_modelPath, source.errorString());
        if (const auto written = target->write(bytes); !written)
            return written;
    }
    return target->commit();
}

void Session::startClassify(ClassifyJob* job)
{
    const std::filesystem::path model = m_modelPath;
    connect(job, &ClassifyJob::modelReady, this, [this, model](const std::shared_ptr<Predictor>& predictor) {
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
    run(job, Activity::Classifying);
}

void Session::classify(std::vector<std::filesystem::path> paths)
{
    if (!m_model || m_activity == Activity::Training)
        return;
    auto* job = new ClassifyJob(m_modelPath, m_predictor);
    job->setPaths(std::move(paths));
    startClassify(job);
}

void Session::classify(Image image)
{
    if (!m_model || m_activity == Activity::Training)
        return;
    auto* job = new ClassifyJob(m_modelPath, m_predictor);
    job->setImage(std::move(image));
    startClassify(job);
}

void Session::cancelAll()
{
    m_runner.cancelAll();
}

} // namespace cultivar
