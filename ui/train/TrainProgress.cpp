// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/TrainProgress.h"

#include "ui/Theme.h"
#include "ui/widgets/Labels.h"

#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace cultivar {

namespace {

constexpr int kStepsPerEpoch = 100;

QString stageName(TrainingStage stage)
{
    switch (stage) {
    case TrainingStage::LoadingBackbone:
        return TrainProgress::tr("Loading the backbone");
    case TrainingStage::ReadingImages:
        return TrainProgress::tr("Reading the images");
    case TrainingStage::ComputingFeatures:
        return TrainProgress::tr("Computing what is frozen, once");
    case TrainingStage::Training:
        return TrainProgress::tr("Training");
    case TrainingStage::Testing:
        return TrainProgress::tr("Scoring the test images");
    case TrainingStage::Saving:
        break;
    }
    return TrainProgress::tr("Saving the model");
}

QString remaining(double seconds)
{
    const int whole = std::max(1, static_cast<int>(std::ceil(std::max(0.0, seconds))));
    if (whole < 90)
        return TrainProgress::tr("about %n second(s) left", nullptr, whole);
    return TrainProgress::tr("about %n minute(s) left", nullptr, (whole + 30) / 60);
}

} // namespace

TrainProgress::TrainProgress(QWidget* parent)
    : QWidget(parent), m_stage(makeLabel({}, "plain", this)), m_rate(makeWrappedLabel({}, "small", this)),
      m_bar(new QProgressBar(this))
{
    m_stage->setObjectName(QStringLiteral("trainStatus"));
    m_rate->setObjectName(QStringLiteral("trainRate"));
    m_bar->setTextVisible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kTight + 2);
    layout->addWidget(m_stage);
    layout->addWidget(m_bar);
    layout->addWidget(m_rate); // beside the stage there is no room for it in the smallest window
    hide();                    // until there is something to tell
}

void TrainProgress::start(int plannedEpochs, int firstPhaseEpochs)
{
    setVisible(true);
    m_planned = plannedEpochs;
    m_firstPhase = firstPhaseEpochs;
    m_done = 0;
    m_recentSeconds = 0.0;
    m_rate->clear();
    showStage(TrainingStage::LoadingBackbone, 0, 0);
}

void TrainProgress::showStage(TrainingStage stage, int done, int total)
{
    const bool isEpoch = stage == TrainingStage::Training;
    m_stageWords = stageName(stage);
    if (isEpoch)
        m_stageWords = tr("Training, epoch %1 of %2").arg(std::min(m_done + 1, m_planned)).arg(m_planned);
    else if (total > 1)
        m_stageWords = tr("%1: %2 of %3").arg(m_stageWords).arg(done).arg(total);
    m_stage->setText(m_stageWords);
    if (isEpoch)
        showBar(m_planned * kStepsPerEpoch, m_done * kStepsPerEpoch);
    else
        showBar(total, done);
}

void TrainProgress::showBar(int steps, int value)
{
    m_bar->setRange(0, std::max(1, steps));
    m_bar->setValue(value);
}

void TrainProgress::addBatches(const std::vector<BatchRecord>& batches)
{
    if (batches.empty())
        return;
    const BatchRecord& last = batches.back();
    const int share = last.batch * kStepsPerEpoch / std::max(1, last.batches);
    showBar(m_planned * kStepsPerEpoch, (last.epoch - 1) * kStepsPerEpoch + share);
}

void TrainProgress::addEpoch(const EpochRecord& epoch)
{
    m_done = epoch.epoch;
    m_recentSeconds = m_recentSeconds == 0.0 ? epoch.seconds : 0.6 * m_recentSeconds + 0.4 * epoch.seconds;
    showStage(TrainingStage::Training, m_done, m_planned);
    const QString rate = tr("%1 images/s").arg(QLocale().toString(epoch.imagesPerSecond, 'f', 0));
    const bool isFirstPhase = m_done <= m_firstPhase && m_firstPhase < m_planned;
    const int left = std::max(0, (isFirstPhase ? m_firstPhase : m_planned) - m_done);
    const QString time = remaining(m_recentSeconds * left);
    if (left == 0)
        m_rate->setText(rate);
    else if (isFirstPhase)
        m_rate->setText(tr("%1 · %2, then fine-tuning").arg(rate, time));
    else
        m_rate->setText(tr("%1 · %2").arg(rate, time));
    if (m_done == m_firstPhase)
        m_recentSeconds = 0.0;
}

void TrainProgress::setPaused(bool isPaused)
{
    m_stage->setText(isPaused ? tr("Paused") : m_stageWords);
}

void TrainProgress::finish(const QString& words)
{
    m_stage->setText(words);
    m_bar->setValue(m_done > 0 ? m_bar->maximum() : 0);
    m_rate->clear();
}

} // namespace cultivar
