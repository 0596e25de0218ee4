// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/ReliabilityChart.h"

#include "ui/charts/ChartStyle.h"

#include <QEvent>
#include <QVBoxLayout>
#include <qcustomplot.h>

namespace cultivar {

struct ReliabilityChart::Private
{
    QCustomPlot* plot = nullptr;
    QCPBars* bars = nullptr;
    QCPBars* paleBars = nullptr; // of few images
    QCPGraph* ideal = nullptr;

    void applyColors(const ThemeColors& colors);
};

void ReliabilityChart::Private::applyColors(const ThemeColors& colors)
{
    plot->setBackground(QBrush(colors.surface));
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis})
        styleAxis(*axis, colors);
    QColor pale = colors.validation;
    pale.setAlphaF(0.35f);
    bars->setBrush(colors.validation);
    paleBars->setBrush(pale);
    ideal->setPen(QPen(colors.dim, 1.5, Qt::DashLine));
    plot->replot(QCustomPlot::rpQueuedReplot);
}

ReliabilityChart::ReliabilityChart(QWidget* parent) : QWidget(parent), m_d(std::make_unique<Private>())
{
    m_d->plot = new QCustomPlot(this);
    m_d->plot->setMinimumSize(240, 220);
    m_d->plot->setAccessibleName(tr("Share of right answers against confidence"));
    for (QCPBars** bars : {&m_d->bars, &m_d->paleBars}) {
        *bars = new QCPBars(m_d->plot->xAxis, m_d->plot->yAxis);
        (*bars)->setWidth(100.0 / Reliability::kBins - 0.8);
        (*bars)->setPen(Qt::NoPen);
    }
    m_d->ideal = m_d->plot->addGraph();
    m_d->ideal->addData(0, 0);
    m_d->ideal->addData(100, 100);
    m_d->plot->xAxis->setRange(0, 100);
    m_d->plot->yAxis->setRange(0, 103);
    m_d->plot->xAxis->setLabel(tr("Confidence, %"));
    m_d->plot->yAxis->setLabel(tr("Right, %"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_d->plot);
    m_d->applyColors(ThemeColors::current());
}

ReliabilityChart::~ReliabilityChart() = default;

void ReliabilityChart::show(const Reliability& reliability)
{
    m_d->bars->data()->clear();
    m_d->paleBars->data()->clear();
    const auto bins = reliability.bins();
    for (std::size_t i = 0; i < bins.size(); ++i) {
        QCPBars* bars = bins[i].images < Reliability::kFew ? m_d->paleBars : m_d->bars;
        if (bins[i].images > 0)
            bars->addData((static_cast<double>(i) + 0.5) * 100 / Reliability::kBins, bins[i].accuracy * 100);
    }
    m_d->plot->replot(QCustomPlot::rpQueuedReplot);
}

int ReliabilityChart::barCount() const
{
    return m_d->bars->dataCount() + m_d->paleBars->dataCount();
}

void ReliabilityChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        m_d->applyColors(ThemeColors::current());
    QWidget::changeEvent(event);
}

} // namespace cultivar
