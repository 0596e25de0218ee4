// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/predict/Predictor.h"
#include "core/session/BackboneComparing.h"
#include "core/session/Classifying.h"
#include "core/session/Corrections.h"
#include "core/session/DatasetEdits.h"
#include "core/session/Evaluating.h"
#include "core/session/Exporting.h"
#include "core/session/LiveCamera.h"
#include "core/session/NearestFinding.h"
#include "core/session/Previews.h"
#include "core/session/RateFinding.h"
#include "core/session/Sorting.h"
#include "core/session/StrategyComparing.h"
#include "core/session/Thumbnails.h"
#include "core/session/UnfinishedRuns.h"
#include "core/session/WeightFetching.h"
#include "core/session/Workbench.h"
#include "core/train/Trainer.h"

namespace cultivar {

class ScanJob;
class TrainJob;

/// What is open now and what may happen next: the one place where pages meet. Holds the dataset, the running
/// training and the model, and the parts that do the rest. Lives on the GUI thread.
class Session : public QObject
{
    Q_OBJECT

public:
    using Activity = Workbench::Activity;

    explicit Session(QObject* parent = nullptr);
    ~Session() override;

    Activity activity() const { return m_workbench.activity(); }
    bool isTraining() const { return activity() == Activity::Training; }
    bool isPaused() const;

    const std::optional<Dataset>& dataset() const { return m_dataset; }
    bool isSample() const { return m_isSample; }
    /// Not while training. A scan that is under way is given up for this one.
    void openDataset(const std::filesystem::path& folder);
    /// Draws the sample dataset into the app's data folder if need be, and opens it.
    void openSample();

    /// @p config.output is replaced by a new file in runsFolder(). Needs a dataset and no running job.
    void startTraining(TrainingConfig config);
    /// Goes on where a crash has cut off @p run, with its own settings; its dataset is opened first if need
    /// be.
    void continueTraining(const UnfinishedRun& run);
    void pauseTraining();
    void resumeTraining();
    void stopTraining(); // keeps the best epoch
    const History& history() const { return m_history; }
    /// Of the latest training.
    const TrainingConfig& trainingConfig() const { return m_trainingConfig; }
    int plannedEpochs() const { return m_trainingConfig.totalEpochs(); }
    const std::optional<TrainingOutcome>& outcome() const { return m_outcome; }

    /// The model file in use: the last trained or opened one; empty when there is none.
    const std::filesystem::path& modelPath() const { return m_modelPath; }
    const std::optional<ModelDescription>& model() const { return m_model; }
    /// Reads all of it in the background; only a sound model takes the place of the one in use.
    void openModel(const std::filesystem::path& file);
    /// Copies the model in use to @p file in the background, atomically; saved() or failed() follows.
    void saveModel(const std::filesystem::path& file);
    /// Runs @p write, which writes @p file, in the background; saved() or failed() follows.
    void save(const std::filesystem::path& file, std::function<Result<void>()> write);

    WeightFetching& weightFetching() { return m_weightFetching; }
    BackboneComparing& backboneComparing() { return m_backboneComparing; }
    DatasetEdits& datasetEdits() { return m_datasetEdits; }
    Corrections& corrections() { return m_corrections; }
    Previews& previews() { return m_previews; }
    RateFinding& rateFinding() { return m_rateFinding; }
    StrategyComparing& strategyComparing() { return m_strategyComparing; }
    Sorting& sorting() { return m_sorting; }
    UnfinishedRuns& unfinishedRuns() { return m_unfinishedRuns; }
    Evaluating& evaluating() { return m_evaluating; }
    Classifying& classifying() { return m_classifying; }
    LiveCamera& liveCamera() { return m_liveCamera; }
    Thumbnails& thumbnails() { return m_thumbnails; }
    NearestFinding& nearestFinding() { return m_nearestFinding; }
    Exporting& exporting() { return m_exporting; }

    /// Cancels whatever runs; idle() follows.
    void cancelAll();
    static std::filesystem::path runsFolder();
    static std::filesystem::path sampleFolder();
    /// Pictures taken with the camera.
    static std::filesystem::path picturesFolder();

Q_SIGNALS:
    void activityChanged(cultivar::Workbench::Activity activity);
    void scanProgress(int files);
    void datasetChanged();

    void trainingStarted();
    void pausedChanged(bool isPaused);
    void stageProgress(cultivar::TrainingStage stage, int done, int total);
    void batchesFinished(const std::vector<cultivar::BatchRecord>& batches);
    void epochFinished(const cultivar::EpochRecord& epoch);
    void trainingFinished(); // outcome() is set when a model came out of it

    void modelChanged();
    void saved(const std::filesystem::path& file);

    /// For the message bar: a failed job, a part's too, or something worth knowing that stopped nothing.
    void failed(const cultivar::Error& error);
    void noticed(const cultivar::Error& notice);

private:
    void scanAgain();
    void onScanned(Dataset dataset, bool isSample);
    bool isOpen(const std::filesystem::path& dataset) const;
    void train(const TrainingConfig& config);
    void useModel(const std::filesystem::path& path, const ModelDescription& description);

    Workbench m_workbench;
    JobRunner m_saving; // what only moves bytes, beside it
    std::optional<Dataset> m_dataset;
    WeightFetching m_weightFetching;
    BackboneComparing m_backboneComparing{m_workbench, m_dataset};
    DatasetEdits m_datasetEdits{m_dataset};
    Corrections m_corrections{m_datasetEdits, m_dataset};
    Previews m_previews{m_dataset};
    RateFinding m_rateFinding{m_workbench, m_dataset};
    StrategyComparing m_strategyComparing{m_workbench, m_dataset};
    Sorting m_sorting;
    UnfinishedRuns m_unfinishedRuns{runsFolder()};
    // The latest of each kind, until it has finished.
    ScanJob* m_scan = nullptr;
    TrainJob* m_training = nullptr;
    bool m_isSample = false;
    bool m_isStale = false; // changed while it was trained on
    History m_history;
    TrainingConfig m_trainingConfig;
    std::optional<UnfinishedRun> m_continued; // waits for its dataset
    std::optional<TrainingOutcome> m_outcome;
    std::filesystem::path m_modelPath;
    Exporting m_exporting{m_workbench, m_modelPath, m_dataset};
    NearestFinding m_nearestFinding{m_dataset, m_modelPath};
    std::optional<ModelDescription> m_model;
    std::shared_ptr<Predictor> m_predictor;
    Evaluating m_evaluating{m_workbench, {m_modelPath, m_model, m_predictor}};
    Classifying m_classifying{m_workbench, {m_modelPath, m_model, m_predictor}};
    LiveCamera m_liveCamera{m_workbench, {m_modelPath, m_model, m_predictor}, picturesFolder()};
    Thumbnails m_thumbnails;
};

} // namespace cultivar
