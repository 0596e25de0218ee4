// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>

#include <vector>

namespace cultivar {

enum class Phase { Head, Finetune, Scratch };
QString phaseName(Phase phase); // "head", "finetune", "scratch"

/// One finished epoch. Accuracies are 0–1, losses mean cross-entropy in nats.
struct EpochRecord
{
    int epoch = 0; // from 1, counted over all phases
    Phase phase = Phase::Head;
    double trainLoss = 0.0, trainAccuracy = 0.0;
    double validationLoss = 0.0, validationAccuracy = 0.0;
    double seconds = 0.0;
    double imagesPerSecond = 0.0;
};

/// One finished mini-batch, for the live curve.
struct BatchRecord
{
    int epoch = 0;
    int batch = 0; // from 1
    int batches = 0;
    double loss = 0.0, accuracy = 0.0;
};

/// The epochs of a run: the single truth for chart, file and report.
class History
{
public:
    void append(const EpochRecord& record) { m_epochs.push_back(record); }
    const std::vector<EpochRecord>& epochs() const { return m_epochs; }
    /// The epoch with the highest validation accuracy, of equals the one with the lowest validation loss; 0
    /// if none.
    int bestEpoch() const;
    QJsonArray toJson() const;
    static History fromJson(const QJsonArray& json);

private:
    std::vector<EpochRecord> m_epochs;
};

} // namespace cultivar
