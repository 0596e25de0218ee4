// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/History.h"

#include <QWidget>

#include <memory>

namespace cultivar {

/// The live curves: accuracy above loss, of training and validation, each batch faint and each epoch strong,
/// with the best epoch marked. Replots at most ten times a second. GUI thread.
class TrainingChart : public QWidget
{
    Q_OBJECT

public:
    explicit TrainingChart(QWidget* parent = nullptr);
    ~TrainingChart() override;

    void clear(int plannedEpochs);
    void addBatches(const std::vector<BatchRecord>& batches);
    void addEpoch(const EpochRecord& epoch, int bestEpoch);

    int epochPointCount() const;
    int batchPointCount() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void scheduleReplot();

    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace cultivar
