// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Sidebar.h"

#include "core/base/Paths.h"
#include "ui/Theme.h"
#include "ui/widgets/IconView.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/StepButton.h"

#include <QButtonGroup>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

namespace cultivar {

Sidebar::Sidebar(Session& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    setFixedWidth(216);
    auto* brand = new QHBoxLayout;
    brand->setSpacing(10);
    brand->addWidget(new IconView(Icon::Leaf, 32, this));
    brand->addWidget(makeLabel(QStringLiteral("Cultivar"), "headline", this), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, metrics::kLarge, 16, metrics::kLarge);
    layout->setSpacing(6);
    layout->addLayout(brand);
    layout->addSpacing(metrics::kLarge);
    const struct
    {
        QString title;
        const char* name;
    } steps[] = {{tr("Data"), "dataStep"},
                 {tr("Train"), "trainStep"},
                 {tr("Evaluate"), "evaluateStep"},
                 {tr("Classify"), "classifyStep"},
                 {tr("Export"), "exportStep"}};
    auto* group = new QButtonGroup(this);
    for (int i = 0; i < static_cast<int>(m_steps.size()); ++i) {
        auto* step = new StepButton(i + 1, steps[i].title, this);
        step->setObjectName(QLatin1String(steps[i].name));
        step->setToolTip(tr("Ctrl+%1").arg(i + 1));
        group->addButton(step, i);
        layout->addWidget(step);
        m_steps[static_cast<std::size_t>(i)] = step;
    }
    layout->addStretch();
    m_note = makeWrappedLabel(tr("Everything stays on this computer."), "small", this);
    layout->addWidget(m_note);
    m_steps[0]->setChecked(true);
    connect(group, &QButtonGroup::idClicked, this, &Sidebar::chosen);
    connect(&session, &Session::activityChanged, this, &Sidebar::showState);
    connect(&session, &Session::datasetChanged, this, &Sidebar::showState);
    connect(&session, &Session::epochFinished, this, &Sidebar::showState);
    connect(&session, &Session::trainingStarted, this, &Sidebar::showState);
    connect(&session, &Session::trainingFinished, this, &Sidebar::showState);
    connect(&session, &Session::pausedChanged, this, &Sidebar::showState);
    connect(&session, &Session::modelChanged, this, &Sidebar::showState);
    connect(&session.evaluating(), &Evaluating::changed, this, &Sidebar::showState);
    showState();
}

void Sidebar::setCurrent(int step)
{
    m_steps[static_cast<std::size_t>(step)]->setChecked(true);
}

QString Sidebar::trainStatus() const
{
    if (m_session.isPaused())
        return tr("Paused");
    if (m_session.isTraining() && m_session.history().epochs().empty())
        return tr("Preparing…");
    if (m_session.isTraining())
        return tr("Epoch %1 of %2").arg(m_session.history().epochs().size()).arg(m_session.plannedEpochs());
    if (m_session.outcome())
        return tr("%1 % right")
            .arg(QLocale().toString(m_session.outcome()->validationAccuracy * 100, 'f', 1));
    return m_session.dataset() ? tr("Ready") : tr("Needs data");
}

QString Sidebar::evaluateStatus() const
{
    if (m_session.activity() == Session::Activity::Evaluating)
        return tr("Evaluating…");
    if (const auto& evaluation = m_session.evaluating().latest())
        return tr("%1 % right").arg(QLocale().toString(evaluation->metrics.top1().value * 100, 'f', 1));
    return m_session.model() ? tr("Ready") : tr("Needs a model");
}

void Sidebar::showState()
{
    const bool hasData = m_session.dataset().has_value();
    m_steps[0]->setStatus(
        m_session.activity() == Session::Activity::Scanning && !hasData ? tr("Reading…")
        : hasData ? tr("%n image(s)", nullptr, static_cast<int>(m_session.dataset()->items.size()))
                  : tr("Choose a folder"));
    m_steps[0]->setDone(hasData);
    m_steps[1]->setStatus(trainStatus());
    m_steps[1]->setDone(m_session.outcome().has_value());
    m_steps[2]->setStatus(evaluateStatus());
    m_steps[2]->setDone(m_session.evaluating().latest() != nullptr);
    m_steps[3]->setStatus(
        m_session.model() ? tr("%n class(es)", nullptr, static_cast<int>(m_session.model()->classes.size()))
                          : tr("Needs a model"));
    m_steps[4]->setStatus(m_session.model() ? tr("ONNX, PyTorch") : tr("Needs a model"));
}

void Sidebar::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = ThemeColors::current();
    QPainter painter(this);
    painter.fillRect(rect(), colors.surface);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), colors.border);
}

} // namespace cultivar
