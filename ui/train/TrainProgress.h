// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/Trainer.h"

#include <QWidget>

class QLabel;
class QProgressBar;

namespace cultivar {

/// What the run is doing, how far it is and how long it will take.
class TrainProgress : public QWidget
{
    Q_OBJECT

public:
    explicit TrainProgress(QWidget* parent = nullptr);

    /// @p firstPhaseEpochs: how many of them come before fine-tuning; what that takes cannot be told from
    /// them.
    void start(int plannedEpochs, int firstPhaseEpochs);
    void showStage(TrainingStage stage, int done, int total);
    void addBatches(const std::vector<BatchRecord>& batches);
    void addEpoch(const EpochRecord& epoch);
    void setPaused(bool isPaused);
    void finish(const QString& words);

private:
    void showBar(int steps, int value);

    QLabel* m_stage = nullptr;
    QLabel* m_rate = nullptr;
    QProgressBar* m_bar = nullptr;
    QString m_stageWords;
    int m_planned = 0;
    int m_firstPhase = 0;
    int m_done = 0;
    double m_recentSeconds = 0.0; // of an epoch, smoothed
};

} // namespace cultivar
