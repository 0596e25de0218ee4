// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"
#include "core/data/Image.h"
#include "core/jobs/AugmentationPreviewJob.h"
#include "core/jobs/JobRunner.h"
#include "core/model/BackboneTiming.h"
#include "core/predict/Predictor.h"
#include "core/train/BackboneRace.h"
#include "core/train/Trainer.h"
#include "core/weights/Download.h"

#include <QObject>

#include <memory>
#include <optional>

namespace cultivar {

class ClassifyJob;
class ScanJob;
class ThumbnailJob;
class TrainJob;

/// What is open now and what may happen next: the one place where pages meet. Holds the dataset, the running
/// training and the model; starts jobs and passes on what they report. Lives on the GUI thread.
class Session : public QObject
{
    Q_OBJECT

public:
    enum class Activity { Idle, Scanning, Training, Comparing, Classifying };
    Q_ENUM(Activity)

    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    Activity activity() const { return m_activity; }
    bool isTraining() const { return m_activity == Activity::Training; }
    bool isPaused() const;

    const std::optional<Dataset>& dataset() const { return m_dataset; }
    bool isSample() const { return m_isSample; }
    /// Not while training. A scan that is under way is given up for this one.
    void openDataset(const std::filesystem::path& folder);
    /// Draws the sample dataset into the app's data folder if need be, and opens it.
    void openSample();

    /// @p config.output is replaced by a new file in runsFolder(). Needs a dataset and no running job.
    void startTraining(TrainingConfig config);
    void pauseTraining();
    void resumeTraining();
    void stopTraining(); // keeps the best epoch
    const History& history() const { return m_history; }
    int plannedEpochs() const { return m_plannedEpochs; }
    const std::optional<TrainingOutcome>& outcome() const { return m_outcome; }

    /// The model file in use: the last trained or opened one; empty when there is none.
    const std::filesystem::path& modelPath() const { return m_modelPath; }
    const std::optional<ModelDescription>& model() const { return m_model; }
    /// Reads all of it in the background; only a sound model takes the place of the one in use.
    void openModel(const std::filesystem::path& file);
    /// Copies the model in use to @p file in the background, atomically; modelSaved() or failed() follows.
    void saveModel(const std::filesystem::path& file);
    void classify(std::vector<std::filesystem::path> paths);
    void classify(Image image);

    /// Fetches the published weights of a backbone beside whatever else runs, one at a time; @p base as in
    /// WeightFetch::address().
    void fetchWeights(const QString& backbone, const QString& base);
    void cancelFetch();
    /// The backbone whose weights are being fetched; empty when none are.
    QString fetching() const { return m_fetching; }

    /// Times the backbones on this computer and keeps the results in TimingStore. Needs an idle session;
    /// comparingFinished() follows.
    void measureBackbones(const QStringList& backbones);
    /// Tries the backbones on a sample of the dataset. Needs a dataset and an idle session;
    /// comparingFinished() follows.
    void raceBackbones(BackboneRace::Settings settings);
    /// What the last race found about the open dataset.
    const std::vector<RaceResult>& raceResults() const { return m_raceResults; }
    void cancelComparing();

    /// Makes the views of one picture, beside whatever else runs; the latest request wins. @p item wraps
    /// around the dataset's end. augmentationPreviewed() follows, without views when there is no picture to
    /// show.
    void previewAugmentation(std::size_t item, const AugmentationPreviewJob::Settings& settings);

    /// Cancels whatever runs; idle() follows.
    void cancelAll();
    static std::filesystem::path runsFolder();
    static std::filesystem::path sampleFolder();

Q_SIGNALS:
    void activityChanged(cultivar::Session::Activity activity);
    void scanProgress(int files);
    void datasetChanged();
    void thumbnailReady(int label, int itemIndex, const cultivar::Image& thumbnail);
    void thumbnailsFinished();
    void augmentationPreviewed(const std::vector<cultivar::Image>& views);

    void trainingStarted();
    void pausedChanged(bool isPaused);
    void stageProgress(cultivar::TrainingStage stage, int done, int total);
    void batchesFinished(const std::vector<cultivar::BatchRecord>& batches);
    void epochFinished(const cultivar::EpochRecord& epoch);
    void trainingFinished(); // outcome() is set when a model came out of it

    void fetchingChanged();
    void fetchProgress(const cultivar::DownloadProgress& progress);
    void weightsFetched(const QString& backbone, const std::filesystem::path& weights);

    void compareProgress(const QString& backbone, int done, int total); // backbones, or images in a race
    void backboneMeasured(const QString& backbone, const cultivar::BackboneTiming& timing);
    void backboneRaced(const cultivar::RaceResult& result);
    void comparingFinished();

    void modelChanged();
    void modelSaved(const std::filesystem::path& file);
    void classifyStarted(int images);
    void classified(const std::filesystem::path& path, const cultivar::Prediction& prediction);
    void classifySkipped(const std::filesystem::path& path, const cultivar::Error& reason);
    void classifyFinished();

    /// For the message bar: a failed job, or something worth knowing that stopped nothing.
    void failed(const cultivar::Error& error);
    void noticed(const cultivar::Error& notice);

private:
    void run(Job* job, Activity activity);
    void updateActivity();
    void showThumbnails();
    void useModel(const std::filesystem::path& path, const ModelDescription& description);
    ClassifyJob* makeClassifyJob();

    JobRunner m_runner;                                   // what computes, one after the other
    JobRunner m_previewRunner;                            // one picture, beside it too
    JobRunner m_thumbnailRunner, m_saving, m_fetchRunner; // what only moves bytes, beside it
    QString m_fetching;
    // The latest of each kind, until it has finished; jobs are deleted after that.
    ScanJob* m_scan = nullptr;
    ThumbnailJob* m_thumbnails = nullptr;
    AugmentationPreviewJob* m_preview = nullptr;
    TrainJob* m_training = nullptr;
    Job* m_comparing = nullptr;
    int m_classifying = 0; // jobs, waiting ones too
    Activity m_activity = Activity::Idle;
    std::optional<Dataset> m_dataset;
    bool m_isSample = false;
    std::vector<RaceResult> m_raceResults;
    History m_history;
    int m_plannedEpochs = 0;
    std::optional<TrainingOutcome> m_outcome;
    std::filesystem::path m_modelPath;
    std::optional<ModelDescription> m_model;
    std::shared_ptr<Predictor> m_predictor;
};

} // namespace cultivar
