// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/SpeedChart.h"

#include "ui/charts/ChartStyle.h"

#include <QEvent>
#include <QVBoxLayout>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace cultivar {

namespace {

constexpr double kReach = 12.0; // pixels around a disc that count as the disc

/// The points that no other beats in cost and accuracy, from cheap to dear. @p points are sorted by cost.
std::vector<std::size_t> frontOf(const std::vector<SpeedChart::Point>& points)
{
    std::vector<std::size_t> front;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (front.empty() || points[i].accuracy > points[front.back()].accuracy)
            front.push_back(i);
    }
    return front;
}

} // namespace

struct SpeedChart::Private
{
    QCustomPlot* plot = nullptr;
    QCPGraph* line = nullptr;
    QCPGraph* discs = nullptr;
    QCPGraph* current = nullptr;
    std::vector<Point> points; // by cost
    std::vector<QCPItemText*> labels;
    QString currentName;

    void applyColors(const ThemeColors& colors);
    void fitAxes();
    void placeLabels();
    void label(const Point& point, std::vector<QRectF>& taken, bool isCurrent);
    void redraw();
    const Point* at(const QPointF& position) const;
};

void SpeedChart::Private::applyColors(const ThemeColors& colors)
{
    plot->setBackground(QBrush(colors.surface));
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis})
        styleAxis(*axis, colors);
    QColor faint = colors.training;
    faint.setAlphaF(0.45f);
    line->setPen(QPen(faint, 1.5));
    discs->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, colors.training, colors.training, 7));
    current->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colors.accent, 2.0), colors.accent, 11));
}

void SpeedChart::Private::fitAxes()
{
    if (points.empty())
        return;
    const auto [worst, best] = std::minmax_element(
        points.begin(), points.end(), [](const Point& a, const Point& b) { return a.accuracy < b.accuracy; });
    plot->xAxis->setRange(points.front().cost / 3.0, points.back().cost * 1.8);
    plot->yAxis->setRange(worst->accuracy * 100 - 2, best->accuracy * 100 + 2);
}

void SpeedChart::Private::label(const Point& point, std::vector<QRectF>& taken, bool isCurrent)
{
    const QPointF anchor(plot->xAxis->coordToPixel(point.cost),
                         plot->yAxis->coordToPixel(point.accuracy * 100));
    QFont font = smallChartFont(*plot);
    font.setBold(isCurrent);
    const QFontMetricsF metrics(font);
    // Nothing lies above and left of the front.
    const double width = metrics.horizontalAdvance(point.name);
    const QRectF area(isCurrent ? anchor.x() + 9 : anchor.x() - width - 3, anchor.y() - metrics.height() - 3,
                      width, metrics.height());
    const auto overlaps = [&](const QRectF& other) { return other.intersects(area); };
    if (std::any_of(taken.begin(), taken.end(), overlaps))
        return;
    taken.push_back(area);
    auto* text = new QCPItemText(plot);
    text->setText(point.name);
    text->setFont(font);
    text->setColor(isCurrent ? ThemeColors::current().text : ThemeColors::current().dim);
    text->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    text->setClipToAxisRect(false);
    text->position->setType(QCPItemPosition::ptAbsolute);
    text->position->setPixelPosition(area.bottomLeft());
    labels.push_back(text);
}

/// The current one first, then the front; a label that would cover another is left out.
void SpeedChart::Private::placeLabels()
{
    for (QCPItemText* text : labels)
        plot->removeItem(text);
    labels.clear();
    std::vector<QRectF> taken;
    for (const Point& point : points) {
        if (point.name == currentName)
            label(point, taken, true);
    }
    for (const std::size_t i : frontOf(points)) {
        if (points[i].name != currentName)
            label(points[i], taken, false);
    }
}

void SpeedChart::Private::redraw()
{
    line->data()->clear();
    discs->data()->clear();
    current->data()->clear();
    for (const std::size_t i : frontOf(points))
        line->addData(points[i].cost, points[i].accuracy * 100);
    for (const Point& point : points)
        (point.name == currentName ? current : discs)->addData(point.cost, point.accuracy * 100);
    fitAxes();
    plot->replot(); // the axes must have their places before labels are measured
    placeLabels();
    plot->replot(QCustomPlot::rpQueuedReplot);
}

const SpeedChart::Point* SpeedChart::Private::at(const QPointF& position) const
{
    const Point* nearest = nullptr;
    double least = kReach;
    for (const Point& point : points) {
        const double distance = std::hypot(plot->xAxis->coordToPixel(point.cost) - position.x(),
                                           plot->yAxis->coordToPixel(point.accuracy * 100) - position.y());
        if (distance < least) {
            least = distance;
            nearest = &point;
        }
    }
    return nearest;
}

SpeedChart::SpeedChart(QWidget* parent) : QWidget(parent), m_d(std::make_unique<Private>())
{
    m_d->plot = new QCustomPlot(this);
    m_d->plot->setMinimumSize(300, 180);
    m_d->plot->setAccessibleName(tr("Accuracy against speed"));
    m_d->line = m_d->plot->addGraph();
    m_d->discs = m_d->plot->addGraph();
    m_d->current = m_d->plot->addGraph();
    for (QCPGraph* graph : {m_d->discs, m_d->current})
        graph->setLineStyle(QCPGraph::lsNone);
    m_d->plot->xAxis->setScaleType(QCPAxis::stLogarithmic);
    const QSharedPointer<QCPAxisTickerLog> ticker(new QCPAxisTickerLog);
    m_d->plot->xAxis->setTicker(ticker);
    m_d->plot->xAxis->setNumberFormat(QStringLiteral("g")); // 0.1, 1, 10
    m_d->plot->yAxis->setLabel(tr("ImageNet accuracy, %"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_d->plot);
    connect(m_d->plot, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        if (const Point* point = m_d->at(event->position()))
            Q_EMIT clicked(point->name);
    });
    m_d->applyColors(ThemeColors::current());
}

SpeedChart::~SpeedChart() = default;

void SpeedChart::show(std::vector<Point> points, const QString& costLabel)
{
    std::erase_if(points, [](const Point& point) { return !(point.cost > 0.0); });
    std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.cost < b.cost; });
    m_d->points = std::move(points);
    m_d->plot->xAxis->setLabel(costLabel);
    m_d->redraw();
}

void SpeedChart::setCurrent(const QString& name)
{
    m_d->currentName = name;
    m_d->redraw();
}

void SpeedChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        m_d->applyColors(ThemeColors::current());
        m_d->redraw();
    }
    QWidget::changeEvent(event);
}

void SpeedChart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_d->redraw();
}

} // namespace cultivar
