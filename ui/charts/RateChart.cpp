// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/RateChart.h"

#include "ui/charts/ChartStyle.h"

#include <QEvent>
#include <QVBoxLayout>
#include <qcustomplot.h>

#include <algorithm>

namespace cultivar {

struct RateChart::Private
{
    QCustomPlot* plot = nullptr;
    QCPGraph* batches = nullptr;
    QCPGraph* smoothed = nullptr;
    QCPItemStraightLine* line = nullptr;

    void applyColors(const ThemeColors& colors);
    void fitAxes(const std::vector<RateCurve::Point>& means);
};

void RateChart::Private::applyColors(const ThemeColors& colors)
{
    plot->setBackground(QBrush(colors.surface));
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis})
        styleAxis(*axis, colors);
    QColor faint = colors.training;
    faint.setAlphaF(colors.isDark ? 0.35f : 0.28f);
    batches->setPen(QPen(faint, 1.0));
    smoothed->setPen(QPen(colors.training, 2.0));
    line->setPen(QPen(colors.accent, 2.0));
}

/// To the smoothed losses: the last of the single ones may be thousands.
void RateChart::Private::fitAxes(const std::vector<RateCurve::Point>& means)
{
    if (means.empty())
        return;
    const auto isLower = [](const auto& a, const auto& b) { return a.loss < b.loss; };
    const auto [lowest, highest] = std::minmax_element(means.begin(), means.end(), isLower);
    const double start = means.front().loss;
    const double top = std::min(highest->loss, 1.5 * start);
    const double margin = 0.1 * std::max(top - lowest->loss, 1e-6);
    plot->xAxis->setRange(means.front().rate, means.back().rate);
    plot->yAxis->setRange(lowest->loss - margin, top + margin);
}

RateChart::RateChart(QWidget* parent) : QWidget(parent), m_d(std::make_unique<Private>())
{
    m_d->plot = new QCustomPlot(this);
    m_d->plot->setMinimumSize(300, 220);
    m_d->plot->setAccessibleName(tr("Loss against learning rate"));
    m_d->batches = m_d->plot->addGraph();
    m_d->smoothed = m_d->plot->addGraph();
    m_d->line = new QCPItemStraightLine(m_d->plot);
    m_d->line->setVisible(false);
    m_d->plot->xAxis->setScaleType(QCPAxis::stLogarithmic);
    m_d->plot->xAxis->setTicker(QSharedPointer<QCPAxisTickerLog>(new QCPAxisTickerLog));
    m_d->plot->xAxis->setNumberFormat(QStringLiteral("g"));
    m_d->plot->xAxis->setRange(RateCurve::kLowest, RateCurve::kHighest);
    m_d->plot->xAxis->setLabel(tr("Learning rate"));
    m_d->plot->yAxis->setLabel(tr("Loss"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_d->plot);
    connect(m_d->plot, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        const double rate = m_d->plot->xAxis->pixelToCoord(event->position().x());
        if (m_d->smoothed->dataCount() > 0 && m_d->plot->xAxis->range().contains(rate))
            Q_EMIT clicked(rate);
    });
    m_d->applyColors(ThemeColors::current());
}

RateChart::~RateChart() = default;

void RateChart::show(const RateCurve& curve)
{
    const auto means = curve.smoothed();
    m_d->batches->data()->clear();
    m_d->smoothed->data()->clear();
    for (std::size_t i = 0; i < means.size(); ++i) {
        m_d->batches->addData(means[i].rate, curve.points[i].loss);
        m_d->smoothed->addData(means[i].rate, means[i].loss);
    }
    m_d->fitAxes(means);
    m_d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void RateChart::setRate(double rate)
{
    m_d->line->point1->setCoords(rate, 0.0);
    m_d->line->point2->setCoords(rate, 1.0);
    m_d->line->setVisible(true);
    m_d->plot->replot(QCustomPlot::rpQueuedReplot);
}

void RateChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        m_d->applyColors(ThemeColors::current());
        m_d->plot->replot(QCustomPlot::rpQueuedReplot);
    }
    QWidget::changeEvent(event);
}

} // namespace cultivar
