// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ProgressLine.h"
#include "core/train/Trainer.h"

namespace cultivar {

/// A training run as text on stderr: the stage as a ProgressLine, every epoch and every notice as a line that
/// stays.
class ProgressPrinter : public TrainingObserver
{
public:
    explicit ProgressPrinter(int plannedEpochs) : m_plannedEpochs(plannedEpochs) {}

    void stageProgress(TrainingStage stage, int done, int total) override;
    void batchFinished(const BatchRecord& batch) override;
    void epochFinished(const EpochRecord& epoch) override;
    void notice(const Error& notice) override;

private:
    static constexpr int kNoticesShown = 20;

    int m_plannedEpochs;
    int m_notices = 0;
    ProgressLine m_line;
};

} // namespace cultivar
