// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/TrainPage.h"

#include "core/weights/BackboneCatalog.h"
#include "ui/Theme.h"
#include "ui/charts/TrainingChart.h"
#include "ui/train/TrainProgress.h"
#include "ui/train/TrainSetup.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QScrollArea>

namespace cultivar {

TrainPage::TrainPage(Session& session, Settings& settings, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent), m_session(session)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::kPage, metrics::kLarge, metrics::kPage, metrics::kLarge);
    layout->setSpacing(metrics::kLarge);
    layout->addWidget(makeSetup(settings, dialogs));
    layout->addWidget(makeRun(), 1);
    connectSession();
    showButtons();
}

QWidget* TrainPage::makeSetup(Settings& settings, Dialogs& dialogs)
{
    m_setup = new TrainSetup(m_session, settings, dialogs);
    m_setup->setObjectName(QStringLiteral("trainSetup"));
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("trainSetupScroll"));
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(408);
    scroll->setWidget(m_setup);
    return scroll;
}

QWidget* TrainPage::makeRun()
{
    auto* run = new QWidget(this);
    m_train = makeButton(tr("Train"), "primary", "trainButton", run);
    m_pause = makeButton(tr("Pause"), "plain", "pauseButton", run);
    m_stop = makeButton(tr("Stop"), "plain", "stopButton", run);
    m_stop->setToolTip(tr("Ends the training and keeps the best epoch"));
    m_continue = makeButton(tr("Continue to Classify"), "primary", "classifyButton", run);
    m_result = makeWrappedLabel({}, "dim", run);
    m_result->setObjectName(QStringLiteral("trainResult"));
    m_progress = new TrainProgress(run);
    m_chart = new TrainingChart(run);
    m_chart->setObjectName(QStringLiteral("trainingChart"));
    auto* card = new QFrame(run);
    card->setProperty("role", "card");
    auto* cardLayout = new QVBoxLayout(card);
    cardLayout->setContentsMargins(metrics::kMedium, metrics::kMedium, metrics::kMedium, metrics::kMedium);
    cardLayout->addWidget(m_chart);

    auto* header = new QHBoxLayout;
    header->setSpacing(metrics::kSmall);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(makeLabel(tr("Train"), "title", run));
    words->addWidget(m_result);
    header->addLayout(words, 1);
    for (QPushButton* button : {m_pause, m_stop, m_train, m_continue})
        header->addWidget(button, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(run);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kMedium);
    layout->addLayout(header);
    layout->addWidget(card, 1);
    layout->addWidget(m_progress);
    return run;
}

void TrainPage::connectSession()
{
    connect(m_train, &QPushButton::clicked, this, &TrainPage::train);
    connect(m_pause, &QPushButton::clicked, this, &TrainPage::togglePause);
    connect(m_stop, &QPushButton::clicked, &m_session, &Session::stopTraining);
    connect(m_continue, &QPushButton::clicked, this, &TrainPage::continueRequested);
    connect(&m_session, &Session::activityChanged, this, &TrainPage::showButtons);
    connect(&m_session, &Session::datasetChanged, this, [this] {
        m_setup->setClasses(static_cast<int>(m_session.dataset()->classes.size()));
        showButtons();
    });
    connect(&m_session, &Session::trainingStarted, this, &TrainPage::onTrainingStarted);
    connect(&m_session, &Session::trainingFinished, this, &TrainPage::onTrainingFinished);
    connect(&m_session, &Session::stageProgress, m_progress, &TrainProgress::showStage);
    connect(&m_session, &Session::batchesFinished, m_chart, &TrainingChart::addBatches);
    connect(&m_session, &Session::batchesFinished, m_progress, &TrainProgress::addBatches);
    connect(&m_session, &Session::epochFinished, this, [this](const EpochRecord& epoch) {
        m_chart->addEpoch(epoch, m_session.history().bestEpoch());
        m_progress->addEpoch(epoch);
    });
    connect(&m_session, &Session::pausedChanged, this, [this](bool isPaused) {
        m_progress->setPaused(isPaused);
        showButtons();
    });
}

void TrainPage::train()
{
    m_session.startTraining(m_setup->config());
}

void TrainPage::showButtons()
{
    const bool isTraining = m_session.isTraining();
    const bool hasData = m_session.dataset() && m_session.dataset()->classes.size() > 1;
    const bool hasResult = !isTraining && m_session.outcome();
    m_setup->setEnabled(!isTraining);
    m_pause->setVisible(isTraining);
    if (isTraining && m_train->hasFocus())
        m_pause->setFocus(); // and not what comes next, which may be Stop
    m_train->setVisible(!isTraining);
    m_train->setText(hasResult ? tr("Train again") : tr("Train"));
    setButtonKind(m_train, hasResult ? "plain" : "primary");
    m_train->setEnabled(hasData && m_session.activity() == Session::Activity::Idle);
    m_pause->setText(m_session.isPaused() ? tr("Resume") : tr("Pause"));
    m_stop->setVisible(isTraining);
    m_continue->setVisible(hasResult);
    if (!hasData)
        m_result->setText(tr("Open a folder with at least two classes first."));
    else if (!isTraining && !hasResult)
        m_result->setText(tr("Choose a backbone and a strategy, then press Train."));
}

void TrainPage::onTrainingStarted()
{
    m_chart->clear(m_session.plannedEpochs());
    const TrainingConfig& config = m_session.trainingConfig();
    m_progress->start(m_session.plannedEpochs(), config.epochs);
    const auto backbone = BackboneCatalog::find(config.backbone);
    m_result->setText(
        config.isResuming && backbone
            ? tr("Goes on with the settings that it was started with, and %1.").arg(backbone->displayName)
            : tr("Measured on images that the network does not train on."));
    showButtons();
}

void TrainPage::onTrainingFinished()
{
    showButtons();
    if (!m_session.outcome()) {
        m_progress->finish(tr("No epoch was finished"));
        return;
    }
    const TrainingOutcome& outcome = *m_session.outcome();
    const auto percent = [](double share) { return QLocale().toString(share * 100, 'f', 1); };
    QString words = tr("%1 % right in validation, at epoch %2.")
                        .arg(percent(outcome.validationAccuracy))
                        .arg(outcome.history.bestEpoch());
    if (outcome.testAccuracy)
        words = tr("%1 Test: %2 %.").arg(words, percent(*outcome.testAccuracy));
    m_result->setText(words);
    const QString seconds = QLocale().toString(outcome.seconds, 'f', 0);
    m_progress->finish(outcome.isStopped ? tr("Stopped after %1 s; the best epoch is kept").arg(seconds)
                                         : tr("Done in %1 s").arg(seconds));
}

void TrainPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    window()->installEventFilter(this);
}

void TrainPage::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    window()->removeEventFilter(this);
}

/// Space pauses and goes on, where nothing that has the focus takes it: then it comes to the window.
bool TrainPage::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() != QEvent::KeyPress || !m_session.isTraining())
        return QWidget::eventFilter(object, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() != Qt::Key_Space || key->modifiers() != Qt::NoModifier || key->isAutoRepeat())
        return QWidget::eventFilter(object, event);
    togglePause();
    return true;
}

void TrainPage::togglePause()
{
    if (m_session.isPaused())
        m_session.resumeTraining();
    else
        m_session.pauseTraining();
}

} // namespace cultivar
