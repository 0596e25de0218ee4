// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/EvaluationView.h"

#include "ui/Theme.h"
#include "ui/charts/ReliabilityChart.h"
#include "ui/evaluate/ChangesBar.h"
#include "ui/evaluate/ClassScoreTable.h"
#include "ui/evaluate/ComparisonRow.h"
#include "ui/evaluate/ConfusionMatrixView.h"
#include "ui/evaluate/FigureRow.h"
#include "ui/evaluate/ImageBrowser.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Labels.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QStackedWidget>

namespace cultivar {

namespace {

/// @p content on a card of its own.
QFrame* cardAround(QWidget* content)
{
    auto* card = new QFrame;
    card->setProperty("role", "card");
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(metrics::kMedium, metrics::kMedium, metrics::kMedium, metrics::kMedium);
    layout->addWidget(content);
    return card;
}

} // namespace

EvaluationView::EvaluationView(Session& session, QWidget* parent) : QWidget(parent)
{
    m_figures = new FigureRow(this);
    m_comparison = new ComparisonRow(this);
    m_comparison->setObjectName(QStringLiteral("comparisonRow"));
    m_comparison->hide();
    m_matrix = new ConfusionMatrixView;
    m_matrix->setObjectName(QStringLiteral("confusionMatrix"));
    m_classes = new ClassScoreTable;
    m_classes->setObjectName(QStringLiteral("classScores"));
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(cardAround(m_matrix));
    m_stack->addWidget(m_classes);
    m_stack->addWidget(cardAround(makeConfidence()));
    m_browser = new ImageBrowser(session, this);

    auto* left = new QVBoxLayout;
    left->setSpacing(metrics::kSmall);
    left->addWidget(makeTabs());
    left->addWidget(m_stack, 1);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(metrics::kLarge);
    columns->addLayout(left, 1);
    columns->addWidget(m_browser, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kMedium);
    layout->addWidget(m_figures);
    layout->addWidget(m_comparison);
    auto* changes = new ChangesBar(session, this);
    layout->addWidget(changes);
    connect(changes, &ChangesBar::trainAgainRequested, this, &EvaluationView::trainAgainRequested);
    layout->addLayout(columns, 1);

    connect(m_matrix, &ConfusionMatrixView::clicked, this, [this](int truth, int answer) {
        m_classes->setCurrentIndex({});
        m_matrix->setChosen(ConfusionMatrixView::Cell{truth, answer});
        m_browser->showCell(m_evaluation, truth, answer);
    });
    connect(m_classes, &ClassScoreTable::chosen, this, [this](int label) {
        m_matrix->setChosen(std::nullopt);
        m_browser->showClass(m_evaluation, label);
    });
    connect(m_comparison, &ComparisonRow::endRequested, this, &EvaluationView::endComparisonRequested);
    connect(m_browser, &ImageBrowser::mistakesRequested, this, &EvaluationView::showMistakes);
}

QWidget* EvaluationView::makeTabs()
{
    auto* tabs = new QWidget(this);
    auto* layout = new QHBoxLayout(tabs);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kTight);
    auto* group = new QButtonGroup(tabs);
    const struct
    {
        QString title;
        const char* name;
    } pages[] = {{tr("Confusion"), "confusionTab"},
                 {tr("Classes"), "classesTab"},
                 {tr("Confidence"), "confidenceTab"}};
    for (int i = 0; i < 3; ++i) {
        QPushButton* tab = makeButton(pages[i].title, "tab", pages[i].name, tabs);
        tab->setCheckable(true);
        tab->setChecked(i == 0);
        group->addButton(tab, i);
        layout->addWidget(tab);
    }
    layout->addStretch();
    connect(group, &QButtonGroup::idClicked, m_stack, &QStackedWidget::setCurrentIndex);
    return tabs;
}

QWidget* EvaluationView::makeConfidence()
{
    auto* page = new QWidget;
    m_reliability = new ReliabilityChart(page);
    m_reliability->setObjectName(QStringLiteral("reliabilityChart"));
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_reliability, 1);
    layout->addWidget(
        makeWrappedLabel(tr("On the dashed line the model is right as often as it says. Bars that end below "
                            "it: too sure. Above it: too modest. Pale bars rest on fewer than %1 images.")
                             .arg(Reliability::kFew),
                         "small", page));
    return page;
}

void EvaluationView::show(const std::shared_ptr<const Evaluation>& evaluation)
{
    m_evaluation = evaluation;
    m_figures->show(evaluation->metrics);
    m_matrix->setMatrix(evaluation->classes, evaluation->metrics.confusion());
    m_classes->show(*evaluation);
    m_reliability->show(evaluation->metrics.reliability());
    showMistakes();
}

void EvaluationView::showComparison(const std::shared_ptr<const ModelComparison>& comparison,
                                    const QString& rival)
{
    m_comparison->setVisible(comparison != nullptr);
    if (comparison)
        m_comparison->show(*comparison, rival);
}

void EvaluationView::showMistakes()
{
    m_matrix->setChosen(std::nullopt);
    m_classes->setCurrentIndex({});
    m_browser->showMistakes(m_evaluation);
}

} // namespace cultivar
