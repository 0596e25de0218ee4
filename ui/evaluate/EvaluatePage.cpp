// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/EvaluatePage.h"

#include "core/base/Paths.h"
#include "ui/Theme.h"
#include "ui/evaluate/EvaluationView.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/DropArea.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/WheelGuard.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QStackedWidget>

namespace cultivar {

namespace {

constexpr int kFolder = -1; // the source that asks for a folder; the others are an EvaluatedPart

} // namespace

EvaluatePage::EvaluatePage(Session& session, Settings& settings, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent), m_session(session), m_settings(settings), m_dialogs(dialogs),
      m_stack(new QStackedWidget(this))
{
    m_stack->addWidget(makeEmptyState());
    m_stack->addWidget(makeWorkplace());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kPage, metrics::kLarge, metrics::kPage, metrics::kLarge);
    layout->addWidget(m_stack);
    connectSession();
    fillSources();
    showState();
}

QWidget* EvaluatePage::makeEmptyState()
{
    auto* area = new DropArea(Icon::Leaf, tr("No model to evaluate yet"),
                              tr("Train one, or open a .cultivar file."), DropArea::Size::Large, this);
    auto* train = makeButton(tr("Train one"), "primary", "evaluateTrainButton", area);
    auto* open = makeButton(tr("Open a model…"), "plain", "evaluateOpenButton", area);
    area->addButton(train);
    area->addButton(open);
    connect(train, &QPushButton::clicked, this, &EvaluatePage::trainRequested);
    connect(open, &QPushButton::clicked, this, &EvaluatePage::openModelRequested);
    return area;
}

QWidget* EvaluatePage::makeHeader(QWidget* parent)
{
    auto* header = new QWidget(parent);
    m_facts = makeWrappedLabel({}, "dim", header);
    m_facts->setObjectName(QStringLiteral("evaluateFacts"));
    m_source = new QComboBox(header);
    m_source->setObjectName(QStringLiteral("evaluateSource"));
    m_source->setAccessibleName(tr("Images to evaluate on"));
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    guardWheel(m_source);
    m_evaluate = makeButton(tr("Evaluate"), "primary", "evaluateButton", header);
    m_save = makeButton(tr("Save report…"), "plain", "saveReportButton", header);
    m_compare = makeButton(tr("Compare with…"), "plain", "compareModelButton", header);
    m_compare->setToolTip(tr("Judges another model by the same images"));
    connect(m_compare, &QPushButton::clicked, this, &EvaluatePage::compare);
    connect(m_source, &QComboBox::currentIndexChanged, this, &EvaluatePage::showState);
    connect(m_evaluate, &QPushButton::clicked, this, [this] { evaluate(); });
    connect(m_save, &QPushButton::clicked, this, &EvaluatePage::saveReport);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(makeLabel(tr("Evaluate"), "title", header));
    words->addWidget(m_facts);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSmall);
    layout->addLayout(words, 1);
    for (QWidget* widget : {static_cast<QWidget*>(m_compare), static_cast<QWidget*>(m_save),
                            static_cast<QWidget*>(m_source), static_cast<QWidget*>(m_evaluate)})
        layout->addWidget(widget, 0, Qt::AlignTop);
    return header;
}

QWidget* EvaluatePage::makeProgress(QWidget* parent)
{
    m_progressRow = new QWidget(parent);
    m_progressText = makeLabel({}, "dim", m_progressRow);
    m_progress = new QProgressBar(m_progressRow);
    m_progress->setTextVisible(false);
    auto* cancel = makeButton(tr("Cancel"), "plain", "cancelEvaluationButton", m_progressRow);
    connect(cancel, &QPushButton::clicked, &m_session.evaluating(), &Evaluating::cancel);
    auto* layout = new QHBoxLayout(m_progressRow);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kMedium);
    layout->addWidget(m_progressText);
    layout->addWidget(m_progress, 1);
    layout->addWidget(cancel);
    return m_progressRow;
}

QWidget* EvaluatePage::makeWorkplace()
{
    auto* place = new QWidget(this);
    m_view = new EvaluationView(m_session, place);
    m_view->setObjectName(QStringLiteral("evaluationView"));
    connect(m_view, &EvaluationView::trainAgainRequested, this, &EvaluatePage::trainAgainRequested);
    connect(m_view, &EvaluationView::endComparisonRequested, this, &EvaluatePage::endComparison);
    auto* invitation = makeWrappedLabel(
        tr("See how often the model is right, which classes it mixes up, and what it looks at."), "dim",
        place);
    invitation->setAlignment(Qt::AlignCenter);
    m_content = new QStackedWidget(place);
    m_content->addWidget(invitation);
    m_content->addWidget(m_view);
    auto* layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kMedium);
    layout->addWidget(makeHeader(place));
    layout->addWidget(makeProgress(place));
    layout->addWidget(m_content, 1);
    return place;
}

void EvaluatePage::connectSession()
{
    connect(&m_session, &Session::modelChanged, this, &EvaluatePage::showState);
    connect(&m_session, &Session::datasetChanged, this, &EvaluatePage::fillSources);
    connect(&m_session, &Session::activityChanged, this, &EvaluatePage::showState);
    Evaluating& evaluating = m_session.evaluating();
    connect(&evaluating, &Evaluating::changed, this, &EvaluatePage::showEvaluation);
    connect(&evaluating, &Evaluating::started, this, [this] {
        m_progress->setRange(0, 0);
        m_progressText->setText(tr("Looking through the folder…"));
    });
    connect(&evaluating, &Evaluating::progress, this, [this](int done, int total) {
        m_progress->setRange(0, total);
        m_progress->setValue(done);
        m_progressText->setText(tr("%1 of %n image(s)", nullptr, total).arg(done));
    });
    connect(&evaluating, &Evaluating::finished, this, &EvaluatePage::showState);
}

void EvaluatePage::fillSources()
{
    m_source->clear();
    if (m_session.dataset()) {
        const auto add = [this](const QString& text, EvaluatedPart part) {
            m_source->addItem(text, static_cast<int>(part));
        };
        add(tr("Validation images"), EvaluatedPart::Validation);
        if (m_session.dataset()->hasSubset(Subset::Test))
            add(tr("Test folder"), EvaluatedPart::Test);
        add(tr("All images"), EvaluatedPart::All);
    }
    m_source->addItem(tr("Another folder…"), kFolder);
}

void EvaluatePage::showState()
{
    const bool isRunning = m_session.evaluating().isRunning();
    m_stack->setCurrentIndex(m_session.model() ? 1 : 0);
    m_progressRow->setVisible(isRunning);
    m_evaluate->setEnabled(m_session.model() && !isRunning &&
                           m_session.activity() <= Session::Activity::Classifying);
    m_source->setEnabled(!isRunning);
    for (QPushButton* button : {m_save, m_compare})
        button->setVisible(m_session.evaluating().latest() != nullptr);
    m_compare->setEnabled(m_evaluate->isEnabled());
    if (!m_session.evaluating().latest())
        m_facts->setText(m_session.model() ? displayPath(m_session.modelPath().stem()) : QString());
}

void EvaluatePage::showEvaluation()
{
    const auto& evaluation = m_session.evaluating().latest();
    m_content->setCurrentIndex(evaluation ? 1 : 0);
    if (evaluation) {
        m_view->show(evaluation);
        m_view->showComparison(m_session.evaluating().comparison(),
                               displayPath(m_session.evaluating().rival().stem()));
        const QString folder = displayPath(evaluation->root.filename());
        QString facts =
            evaluation->part == EvaluatedPart::Validation ? tr("On the validation images of “%1”").arg(folder)
            : evaluation->part == EvaluatedPart::Test     ? tr("On the test folder of “%1”").arg(folder)
            : evaluation->part == EvaluatedPart::Unseen
                ? tr("On what no training has seen of “%1”").arg(folder)
                : tr("On all images of “%1”").arg(folder);
        if (!evaluation->skipped.empty())
            facts = tr("%1. %2").arg(
                facts, tr("%n file(s) left out", nullptr, static_cast<int>(evaluation->skipped.size())));
        m_facts->setText(facts);
    }
    showState();
}

void EvaluatePage::evaluate()
{
    const int source = m_source->currentData().toInt();
    if (source == kFolder)
        chooseFolder();
    else
        evaluate(m_session.dataset()->root, static_cast<EvaluatedPart>(source));
}

void EvaluatePage::evaluate(const std::filesystem::path& folder, EvaluatedPart part)
{
    m_folder = folder;
    m_part = part;
    m_session.evaluating().evaluate(folder, part);
}

void EvaluatePage::compare()
{
    const auto file = m_dialogs.openFile(this, {tr("Choose the model to compare with"),
                                                tr("Cultivar models (*.cultivar)"), m_settings.dialogFolder});
    if (!file)
        return;
    m_settings.dialogFolder = file->parent_path();
    m_session.evaluating().setRival(*file);
    evaluate(m_folder, m_part);
}

void EvaluatePage::endComparison()
{
    m_session.evaluating().setRival({});
    evaluate(m_folder, m_part);
}

void EvaluatePage::chooseFolder()
{
    const auto folder =
        m_dialogs.openFolder(this, {tr("Choose a folder of labelled images"), {}, m_settings.dialogFolder});
    if (!folder)
        return;
    m_settings.dialogFolder = folder->parent_path();
    evaluate(*folder, EvaluatedPart::Usual);
}

void EvaluatePage::saveReport()
{
    const std::filesystem::path name = m_session.modelPath().stem().native() + " report.html";
    auto file = m_dialogs.saveFile(
        this, {tr("Save the report"), tr("Web page (*.html);;PDF (*.pdf)"), m_settings.dialogFolder / name});
    if (!file)
        return;
    if (!file->has_extension())
        *file += ".html";
    m_settings.dialogFolder = file->parent_path();
    m_session.evaluating().saveReport(*file);
}

} // namespace cultivar
