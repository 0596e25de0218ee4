// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/StrategyChart.h"

#include "ui/charts/ChartStyle.h"

#include <QEvent>
#include <QVBoxLayout>
#include <qcustomplot.h>

#include <algorithm>

namespace cultivar {

namespace {

constexpr ComparedStrategy kStrategies[] = {ComparedStrategy::FineTuned, ComparedStrategy::Frozen,
                                            ComparedStrategy::FromScratch};
constexpr double kStagger =
    0.7; // per cent by which the curves stand apart, so that no interval hides another

} // namespace

struct StrategyChart::Private
{
    struct Curve
    {
        ComparedStrategy strategy = ComparedStrategy::Frozen;
        QCPGraph* graph = nullptr;
        QCPErrorBars* bars = nullptr;
    };
    QCustomPlot* plot = nullptr;
    std::vector<Curve> curves;

    void addCurve(ComparedStrategy strategy);
    void putLegendOnTop();
    void applyColors(const ThemeColors& colors);
    void fitAxes(const std::vector<StrategyResult>& results);
};

void StrategyChart::Private::addCurve(ComparedStrategy strategy)
{
    Curve curve{strategy, plot->addGraph(), new QCPErrorBars(plot->xAxis, plot->yAxis)};
    curve.graph->setName(strategyWords(strategy));
    curve.bars->removeFromLegend();
    curve.bars->setDataPlottable(curve.graph);
    curve.bars->setWhiskerWidth(5);
    curves.push_back(curve);
}

/// Inside, it would lie on the curves of somebody's data.
void StrategyChart::Private::putLegendOnTop()
{
    plot->legend->setVisible(true);
    plot->legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    plot->legend->setIconSize(18, 12);
    plot->axisRect()->insetLayout()->take(plot->legend);
    plot->plotLayout()->insertRow(0);
    plot->plotLayout()->addElement(0, 0, plot->legend);
    plot->plotLayout()->setRowStretchFactor(0, 0.001); // no higher than it needs
}

void StrategyChart::Private::applyColors(const ThemeColors& colors)
{
    plot->setBackground(QBrush(colors.surface));
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis})
        styleAxis(*axis, colors);
    plot->legend->setBrush(Qt::NoBrush);
    plot->legend->setBorderPen(Qt::NoPen);
    plot->legend->setTextColor(colors.dim);
    plot->legend->setFont(smallChartFont(*plot));
    // Told apart by shape too.
    const std::pair<QColor, QCPScatterStyle::ScatterShape> looks[] = {
        {colors.accent, QCPScatterStyle::ssDisc},
        {colors.training, QCPScatterStyle::ssSquare},
        {colors.notice, QCPScatterStyle::ssTriangle}};
    for (std::size_t i = 0; i < curves.size(); ++i) {
        const auto& [color, shape] = looks[i];
        curves[i].graph->setPen(QPen(color, 2.0));
        curves[i].graph->setScatterStyle(QCPScatterStyle(shape, color, color, 7));
        curves[i].bars->setPen(QPen(color, 1.2));
    }
}

void StrategyChart::Private::fitAxes(const std::vector<StrategyResult>& results)
{
    double low = 1.0, high = 0.0;
    for (const StrategyResult& result : results) {
        if (!result.error) {
            low = std::min(low, result.interval.low);
            high = std::max(high, result.interval.high);
        }
    }
    if (low > high)
        return;
    constexpr double kMargin = 4.0;
    plot->yAxis->setRange(std::max(0.0, low * 100 - kMargin), std::min(101.0, high * 100 + kMargin));
}

StrategyChart::StrategyChart(QWidget* parent) : QWidget(parent), m_d(std::make_unique<Private>())
{
    m_d->plot = new QCustomPlot(this);
    m_d->plot->setMinimumSize(320, 200);
    m_d->plot->setAccessibleName(tr("Accuracy against the share of the training images"));
    for (const ComparedStrategy strategy : kStrategies)
        m_d->addCurve(strategy);
    m_d->plot->xAxis->setRange(0, 106);
    m_d->plot->yAxis->setRange(0, 100);
    m_d->plot->xAxis->setLabel(tr("Training images, % of all"));
    m_d->plot->yAxis->setLabel(tr("Accuracy, %"));
    m_d->putLegendOnTop();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_d->plot);
    m_d->applyColors(ThemeColors::current());
}

StrategyChart::~StrategyChart() = default;

void StrategyChart::show(const std::vector<StrategyResult>& results)
{
    const QSharedPointer<QCPAxisTickerText> ticks(new QCPAxisTickerText);
    for (std::size_t i = 0; i < m_d->curves.size(); ++i) {
        const Private::Curve& curve = m_d->curves[i];
        curve.graph->data()->clear();
        curve.bars->data()->clear();
        for (const StrategyResult& result : results) {
            if (result.strategy != curve.strategy || result.error)
                continue;
            curve.graph->addData(result.share * 100 + kStagger * (static_cast<double>(i) - 1.0),
                                 result.accuracy * 100);
            curve.bars->addData((result.accuracy - result.interval.low) * 100,
                                (result.interval.high - result.accuracy) * 100);
        }
    }
    for (const StrategyResult& result : results)
        ticks->addTick(result.share * 100, QString::number(result.share * 100, 'g', 3));
    if (!results.empty())
        m_d->plot->xAxis->setTicker(ticks);
    m_d->fitAxes(results);
    m_d->plot->replot(QCustomPlot::rpQueuedReplot);
}

int StrategyChart::pointCount(ComparedStrategy strategy) const
{
    const auto curve = std::find_if(m_d->curves.begin(), m_d->curves.end(),
                                    [&](const Private::Curve& c) { return c.strategy == strategy; });
    return curve->graph->dataCount();
}

void StrategyChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        m_d->applyColors(ThemeColors::current());
        m_d->plot->replot(QCustomPlot::rpQueuedReplot);
    }
    QWidget::changeEvent(event);
}

QString strategyWords(ComparedStrategy strategy)
{
    switch (strategy) {
    case ComparedStrategy::FromScratch:
        return StrategyChart::tr("From scratch");
    case ComparedStrategy::Frozen:
        return StrategyChart::tr("Frozen");
    case ComparedStrategy::FineTuned:
        return StrategyChart::tr("Fine-tuned");
    }
    Q_UNREACHABLE();
}

} // namespace cultivar
