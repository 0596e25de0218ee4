// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ProgressPrinter.h"

#include "app/Terminal.h"
#include "ui/ErrorText.h"

namespace cultivar {

namespace {

QString stageName(TrainingStage stage)
{
    switch (stage) {
    case TrainingStage::LoadingBackbone:
        return QStringLiteral("loading backbone");
    case TrainingStage::ReadingImages:
        return QStringLiteral("reading images");
    case TrainingStage::ComputingFeatures:
        return QStringLiteral("computing features");
    case TrainingStage::Training:
        return QStringLiteral("training");
    case TrainingStage::Testing:
        return QStringLiteral("testing");
    case TrainingStage::Saving:
        return QStringLiteral("saving");
    }
    return {};
}

QString fixed(double value, int decimals)
{
    return QString::number(value, 'f', decimals);
}

} // namespace

void ProgressPrinter::stageProgress(TrainingStage stage, int done, int total)
{
    m_line.update(stageName(stage), done, total);
}

void ProgressPrinter::batchFinished(const BatchRecord& batch)
{
    // Without a terminal the epoch lines say it all.
    if (isStandardErrorTerminal())
        m_line.update(QStringLiteral("epoch %1/%2").arg(batch.epoch).arg(m_plannedEpochs), batch.batch,
                      batch.batches);
}

void ProgressPrinter::epochFinished(const EpochRecord& epoch)
{
    m_line.print(
        QStringLiteral("epoch %1/%2  %3  train %4 (loss %5)  validation %6 (loss %7)  %8 s  %9 images/s")
            .arg(epoch.epoch)
            .arg(m_plannedEpochs)
            .arg(phaseName(epoch.phase), -8)
            .arg(percent(epoch.trainAccuracy), 7)
            .arg(fixed(epoch.trainLoss, 3))
            .arg(percent(epoch.validationAccuracy), 7)
            .arg(fixed(epoch.validationLoss, 3))
            .arg(fixed(epoch.seconds, 2))
            .arg(fixed(epoch.imagesPerSecond, 0)));
}

void ProgressPrinter::notice(const Error& notice)
{
    ++m_notices;
    if (m_notices <= kNoticesShown)
        m_line.print(QStringLiteral("warning: ") + oneLine(errorText(notice)));
    else if (m_notices == kNoticesShown + 1)
        m_line.print(QStringLiteral("warning: more follow; 'cultivar inspect' lists every damaged image"));
}

} // namespace cultivar
