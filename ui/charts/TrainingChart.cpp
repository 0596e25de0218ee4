// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/TrainingChart.h"

#include "ui/charts/ChartStyle.h"

#include <QEvent>
#include <QTimer>
#include <QVBoxLayout>
#include <qcustomplot.h>

#include <algorithm>

namespace cultivar {

namespace {

constexpr int kReplotIntervalMs = 100;

/// Whole epochs only.
class EpochTicker : public QCPAxisTicker
{
protected:
    double getTickStep(const QCPRange& range) override
    {
        return std::max(1.0, std::round(QCPAxisTicker::getTickStep(range)));
    }
    int getSubTickCount(double) override { return 0; }
};

/// One plot area with its four curves.
struct Panel
{
    QCPAxisRect* rect = nullptr;
    QCPGraph* batches = nullptr;
    QCPGraph* training = nullptr;
    QCPGraph* validation = nullptr;
    QCPGraph* best = nullptr;
    QCPItemStraightLine* tuning = nullptr; // where fine-tuning begins
    QCPLayoutGrid* header = nullptr;
    QCPTextElement* title = nullptr;
};

} // namespace

struct TrainingChart::Private
{
    QCustomPlot* plot = nullptr;
    QTimer* timer = nullptr;
    Panel accuracy, loss;
    std::vector<EpochRecord> epochs;
    QCPItemText* tuningLabel = nullptr;
    double highestLoss = 0.0;

    Panel makePanel(int row, const QString& title);
    void colorPanel(Panel& panel, const ThemeColors& colors) const;
    void applyColors(const ThemeColors& colors);
    void markBest(int bestEpoch);
    void markTuning(int lastHeadEpoch);
    void fitLoss(double value);
};

Panel TrainingChart::Private::makePanel(int row, const QString& title)
{
    Panel panel;
    panel.title = new QCPTextElement(plot, title, plot->font());
    panel.title->setTextFlags(Qt::AlignLeft | Qt::AlignVCenter);
    panel.header = new QCPLayoutGrid;
    panel.header->addElement(0, 0, panel.title);
    plot->plotLayout()->addElement(row, 0, panel.header);
    panel.rect = new QCPAxisRect(plot);
    plot->plotLayout()->addElement(row + 1, 0, panel.rect);
    panel.rect->setMinimumMargins(QMargins(46, 6, 10, 0));
    QCPAxis* x = panel.rect->axis(QCPAxis::atBottom);
    QCPAxis* y = panel.rect->axis(QCPAxis::atLeft);
    x->setTicker(QSharedPointer<QCPAxisTicker>(new EpochTicker));
    y->ticker()->setTickCount(4);
    panel.batches = plot->addGraph(x, y);
    panel.training = plot->addGraph(x, y);
    panel.validation = plot->addGraph(x, y);
    panel.best = plot->addGraph(x, y);
    panel.best->setLineStyle(QCPGraph::lsNone);
    panel.tuning = new QCPItemStraightLine(plot);
    panel.tuning->setClipAxisRect(panel.rect);
    for (QCPItemPosition* position : {panel.tuning->point1, panel.tuning->point2}) {
        position->setAxes(x, y);
        position->setAxisRect(panel.rect);
    }
    panel.tuning->setVisible(false);
    return panel;
}

void TrainingChart::Private::colorPanel(Panel& panel, const ThemeColors& colors) const
{
    QColor faint = colors.training;
    faint.setAlphaF(colors.isDark ? 0.35 : 0.28);
    panel.batches->setPen(QPen(faint, 1.0));
    const auto strong = [](QCPGraph* graph, const QColor& color) {
        graph->setPen(QPen(color, 2.0));
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, color, color, 5));
    };
    strong(panel.training, colors.training);
    strong(panel.validation, colors.validation);
    panel.best->setScatterStyle(
        QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colors.text, 1.6), Qt::NoBrush, 12));
    panel.tuning->setPen(QPen(colors.dim, 1.0, Qt::DashLine));
    panel.rect->setBackground(QBrush(Qt::NoBrush));
    QFont bold = plot->font();
    bold.setWeight(QFont::DemiBold);
    panel.title->setFont(bold);
    panel.title->setTextColor(colors.text);
    for (QCPAxis* axis : panel.rect->axes())
        styleAxis(*axis, colors);
    panel.rect->axis(QCPAxis::atBottom)->grid()->setVisible(false);
}

void TrainingChart::Private::applyColors(const ThemeColors& colors)
{
    plot->setBackground(QBrush(colors.surface));
    colorPanel(accuracy, colors);
    colorPanel(loss, colors);
    plot->legend->setBrush(Qt::NoBrush);
    plot->legend->setBorderPen(Qt::NoPen);
    plot->legend->setTextColor(colors.dim);
    const QFont small = smallChartFont(*plot);
    plot->legend->setFont(small);
    tuningLabel->setColor(colors.dim);
    tuningLabel->setFont(small);
}

void TrainingChart::Private::markBest(int bestEpoch)
{
    accuracy.best->data()->clear();
    loss.best->data()->clear();
    for (const EpochRecord& epoch : epochs) {
        if (epoch.epoch != bestEpoch)
            continue;
        accuracy.best->addData(epoch.epoch, epoch.validationAccuracy * 100);
        loss.best->addData(epoch.epoch, epoch.validationLoss);
    }
}

void TrainingChart::Private::markTuning(int lastHeadEpoch)
{
    for (Panel* panel : {&accuracy, &loss}) {
        panel->tuning->point1->setCoords(lastHeadEpoch, 0);
        panel->tuning->point2->setCoords(lastHeadEpoch, 1);
        panel->tuning->setVisible(true);
    }
    tuningLabel->position->setCoords(lastHeadEpoch, 0);
    tuningLabel->setVisible(true);
}

void TrainingChart::Private::fitLoss(double value)
{
    if (!std::isfinite(value) || value <= highestLoss)
        return;
    highestLoss = value;
    loss.rect->axis(QCPAxis::atLeft)->setRange(-0.04 * highestLoss, highestLoss * 1.08);
}

TrainingChart::TrainingChart(QWidget* parent) : QWidget(parent), m_d(std::make_unique<Private>())
{
    m_d->plot = new QCustomPlot(this);
    m_d->plot->setMinimumSize(200, 200);
    m_d->plot->setAccessibleName(tr("Training curves"));
    m_d->plot->plotLayout()->clear();
    m_d->accuracy = m_d->makePanel(0, tr("Accuracy, %"));
    m_d->loss = m_d->makePanel(2, tr("Loss"));
    m_d->tuningLabel = new QCPItemText(m_d->plot);
    m_d->tuningLabel->setText(tr("Fine-tuning"));
    m_d->tuningLabel->setClipAxisRect(m_d->accuracy.rect);
    m_d->tuningLabel->position->setAxes(m_d->accuracy.rect->axis(QCPAxis::atBottom),
                                        m_d->accuracy.rect->axis(QCPAxis::atLeft));
    m_d->tuningLabel->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    m_d->tuningLabel->setPadding(QMargins(6, 0, 0, 6));
    m_d->plot->plotLayout()->setRowSpacing(2);
    m_d->plot->plotLayout()->setRowStretchFactor(0, 0.001);
    m_d->plot->plotLayout()->setRowStretchFactor(2, 0.001);
    m_d->loss.rect->axis(QCPAxis::atBottom)->setLabel(tr("Epoch"));

    m_d->plot->legend = new QCPLegend;
    m_d->plot->legend->setFillOrder(QCPLayoutGrid::foColumnsFirst);
    m_d->plot->legend->setMargins(QMargins(0, 0, 0, 0));
    m_d->plot->legend->setIconSize(18, 16); // the words fit into the smallest window too
    m_d->accuracy.header->addElement(0, 1, m_d->plot->legend);
    m_d->accuracy.header->setColumnStretchFactor(1, 0.001);
    m_d->plot->legend->setLayer(QStringLiteral("legend"));
    const std::pair<QCPGraph*, QString> entries[] = {{m_d->accuracy.training, tr("Training")},
                                                     {m_d->accuracy.validation, tr("Validation")},
                                                     {m_d->accuracy.best, tr("Best epoch")}};
    for (const auto& [graph, name] : entries) {
        graph->setName(name);
        graph->addToLegend(m_d->plot->legend);
    }

    m_d->timer = new QTimer(this);
    m_d->timer->setSingleShot(true);
    m_d->timer->setInterval(kReplotIntervalMs);
    connect(m_d->timer, &QTimer::timeout, m_d->plot, [plot = m_d->plot] { plot->replot(); });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_d->plot);
    m_d->applyColors(ThemeColors::current());
    clear(10);
}

TrainingChart::~TrainingChart() = default;

void TrainingChart::clear(int plannedEpochs)
{
    for (Panel* panel : {&m_d->accuracy, &m_d->loss}) {
        for (QCPGraph* graph : panel->rect->graphs())
            graph->data()->clear();
        panel->rect->axis(QCPAxis::atBottom)->setRange(0, std::max(1, plannedEpochs) + 0.25);
    }
    m_d->epochs.clear();
    m_d->accuracy.tuning->setVisible(false);
    m_d->loss.tuning->setVisible(false);
    m_d->tuningLabel->setVisible(false);
    m_d->highestLoss = 0.0;
    m_d->accuracy.rect->axis(QCPAxis::atLeft)->setRange(-3, 104);
    m_d->loss.rect->axis(QCPAxis::atLeft)->setRange(-0.06, 2.1);
    scheduleReplot();
}

void TrainingChart::addBatches(const std::vector<BatchRecord>& batches)
{
    for (const BatchRecord& batch : batches) {
        const double x = batch.epoch - 1 + static_cast<double>(batch.batch) / std::max(1, batch.batches);
        m_d->accuracy.batches->addData(x, batch.accuracy * 100);
        m_d->loss.batches->addData(x, batch.loss);
        m_d->fitLoss(batch.loss);
    }
    scheduleReplot();
}

void TrainingChart::addEpoch(const EpochRecord& epoch, int bestEpoch)
{
    m_d->epochs.push_back(epoch);
    m_d->accuracy.training->addData(epoch.epoch, epoch.trainAccuracy * 100);
    m_d->accuracy.validation->addData(epoch.epoch, epoch.validationAccuracy * 100);
    m_d->loss.training->addData(epoch.epoch, epoch.trainLoss);
    m_d->loss.validation->addData(epoch.epoch, epoch.validationLoss);
    m_d->fitLoss(epoch.trainLoss);
    m_d->fitLoss(epoch.validationLoss);
    m_d->markBest(bestEpoch);
    if (epoch.phase == Phase::Finetune && !m_d->tuningLabel->visible())
        m_d->markTuning(epoch.epoch - 1);
    scheduleReplot();
}

int TrainingChart::epochPointCount() const
{
    return m_d->accuracy.validation->dataCount();
}

int TrainingChart::batchPointCount() const
{
    return m_d->accuracy.batches->dataCount();
}

void TrainingChart::scheduleReplot()
{
    if (!m_d->timer->isActive())
        m_d->timer->start();
}

void TrainingChart::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        m_d->applyColors(ThemeColors::current());
        scheduleReplot();
    }
    QWidget::changeEvent(event);
}

} // namespace cultivar
