// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/ConfusionMatrixView.h"

#include "ui/Theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace cultivar {

namespace {

constexpr double kLargestCell = 120.0, kLongestLabel = 110.0, kGap = 1.5;
constexpr double kSlant = -45.0; // degrees, of the labels above the columns

double widestOf(const QStringList& classes, const QFontMetrics& metrics)
{
    double widest = 0;
    for (const QString& label : classes)
        widest = std::max(widest, double(metrics.horizontalAdvance(label.simplified())));
    return std::min(widest, kLongestLabel);
}

QColor blended(const QColor& from, const QColor& to, double share)
{
    const auto channel = [share](int a, int b) { return static_cast<int>(a + (b - a) * share); };
    return {channel(from.red(), to.red()), channel(from.green(), to.green()),
            channel(from.blue(), to.blue())};
}

} // namespace

ConfusionMatrixView::ConfusionMatrixView(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setMinimumSize(240, 240);
    setAccessibleName(tr("Confusion matrix"));
}

void ConfusionMatrixView::setMatrix(const QStringList& classes,
                                    const std::vector<std::vector<int>>& confusion)
{
    m_classes = classes;
    m_confusion = confusion;
    m_rowTotals.clear();
    for (const auto& row : confusion)
        m_rowTotals.push_back(std::accumulate(row.begin(), row.end(), 0));
    m_current.reset();
    m_chosen.reset();
    update();
}

void ConfusionMatrixView::setChosen(std::optional<Cell> cell)
{
    m_chosen = cell;
    update();
}

/// In the middle; labels only where the cells are high enough for a line of words.
ConfusionMatrixView::Layout ConfusionMatrixView::layoutNow() const
{
    const double classes = static_cast<double>(std::max<qsizetype>(1, m_classes.size()));
    const QFontMetrics metrics(font());
    const double label = widestOf(m_classes, metrics) + 10;
    const double slanted = (label + metrics.height()) * 0.71; // cos 45°
    const double withLabels = std::min((width() - label - slanted) / classes, (height() - slanted) / classes);
    if (withLabels < metrics.height() * 0.9) {
        const double side = std::min(width(), height()) / classes;
        return {(width() - side * classes) / 2, 0, side, 0};
    }
    const double side = std::min(withLabels, kLargestCell);
    const double left = label + (width() - label - slanted - side * classes) / 2;
    const double top = slanted + (height() - slanted - side * classes) / 2;
    return {left, top, side, label};
}

QRectF ConfusionMatrixView::cellRect(const Cell& cell) const
{
    const Layout layout = layoutNow();
    return {layout.left + cell.answer * layout.side, layout.top + cell.truth * layout.side, layout.side,
            layout.side};
}

int ConfusionMatrixView::count(const Cell& cell) const
{
    return m_confusion[static_cast<std::size_t>(cell.truth)][static_cast<std::size_t>(cell.answer)];
}

std::optional<ConfusionMatrixView::Cell> ConfusionMatrixView::cellAt(const QPointF& position) const
{
    const Layout layout = layoutNow();
    const Cell cell{static_cast<int>(std::floor((position.y() - layout.top) / layout.side)),
                    static_cast<int>(std::floor((position.x() - layout.left) / layout.side))};
    const int classes = static_cast<int>(m_classes.size());
    const bool isInside =
        cell.truth >= 0 && cell.truth < classes && cell.answer >= 0 && cell.answer < classes;
    return isInside ? std::optional(cell) : std::nullopt;
}

QString ConfusionMatrixView::wordsFor(const Cell& cell) const
{
    if (cell.truth == cell.answer)
        return tr("%n image(s) of “%1”, recognised", nullptr, count(cell)).arg(m_classes[cell.truth]);
    return tr("%n image(s) of “%1”, taken for “%2”", nullptr, count(cell))
        .arg(m_classes[cell.truth], m_classes[cell.answer]);
}

void ConfusionMatrixView::paintLabels(QPainter& painter, const Layout& layout) const
{
    if (layout.label <= 0)
        return;
    const QFontMetrics metrics(font());
    painter.setPen(ThemeColors::current().text);
    for (int i = 0; i < m_classes.size(); ++i) {
        const QString label =
            metrics.elidedText(m_classes[i].simplified(), Qt::ElideRight, int(kLongestLabel));
        painter.drawText(
            QRectF(layout.left - layout.label, layout.top + i * layout.side, layout.label - 8, layout.side),
            Qt::AlignRight | Qt::AlignVCenter, label);
        painter.save();
        painter.translate(layout.left + (i + 0.5) * layout.side + metrics.ascent() * 0.35, layout.top - 5);
        painter.rotate(kSlant);
        painter.drawText(QPointF(0, 0), label);
        painter.restore();
    }
}

void ConfusionMatrixView::paintCell(QPainter& painter, const Cell& cell) const
{
    const ThemeColors& colors = ThemeColors::current();
    const QRectF whole = cellRect(cell);
    const double gap = whole.width() > 8 ? kGap : 0.0;
    const QRectF area = whole.adjusted(gap, gap, -gap, -gap);
    const int images = count(cell);
    const int total = m_rowTotals[static_cast<std::size_t>(cell.truth)];
    const double share = total > 0 ? static_cast<double>(images) / total : 0.0;
    const double strength = images > 0 ? 0.12 + 0.88 * std::pow(share, 0.7) : 0.0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(
        blended(colors.hover, cell.truth == cell.answer ? colors.accent : colors.danger, strength));
    painter.drawRoundedRect(area, gap * 2, gap * 2);
    const QString text = QString::number(images);
    if (images > 0 && painter.fontMetrics().horizontalAdvance(text) + 4 < area.width() &&
        painter.fontMetrics().height() < area.height() + 4) {
        painter.setPen(strength > 0.5 ? colors.onAccent : colors.text);
        painter.drawText(area, Qt::AlignCenter, text);
    }
    const bool isCurrent = m_current == cell && images > 0;
    if (m_chosen == cell || isCurrent) {
        painter.setPen(QPen(m_chosen == cell ? colors.text : colors.dim, m_chosen == cell ? 2.0 : 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(area, gap * 2, gap * 2);
    }
}

void ConfusionMatrixView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintLabels(painter, layoutNow());
    const int classes = static_cast<int>(m_classes.size());
    for (int truth = 0; truth < classes; ++truth) {
        for (int answer = 0; answer < classes; ++answer)
            paintCell(painter, {truth, answer});
    }
}

void ConfusionMatrixView::setCurrent(std::optional<Cell> cell)
{
    if (m_current == cell)
        return;
    m_current = cell;
    setCursor(cell && count(*cell) > 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setAccessibleDescription(cell ? wordsFor(*cell) : QString());
    update();
}

void ConfusionMatrixView::mousePressEvent(QMouseEvent* event)
{
    const auto cell = cellAt(event->position());
    if (cell && event->button() == Qt::LeftButton && count(*cell) > 0)
        Q_EMIT clicked(cell->truth, cell->answer);
}

void ConfusionMatrixView::mouseMoveEvent(QMouseEvent* event)
{
    setCurrent(cellAt(event->position()));
}

void ConfusionMatrixView::leaveEvent(QEvent*)
{
    setCurrent(std::nullopt);
}

void ConfusionMatrixView::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_classes.size()) - 1;
    Cell cell = m_current.value_or(Cell{});
    switch (event->key()) {
    case Qt::Key_Left:
        cell.answer = std::max(0, cell.answer - 1);
        break;
    case Qt::Key_Right:
        cell.answer = std::min(last, cell.answer + 1);
        break;
    case Qt::Key_Up:
        cell.truth = std::max(0, cell.truth - 1);
        break;
    case Qt::Key_Down:
        cell.truth = std::min(last, cell.truth + 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (last >= 0 && count(cell) > 0)
            Q_EMIT clicked(cell.truth, cell.answer);
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (last >= 0)
        setCurrent(cell);
}

bool ConfusionMatrixView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const auto cell = cellAt(help->pos()))
        QToolTip::showText(help->globalPos(), wordsFor(*cell).toHtmlEscaped(), this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace cultivar
