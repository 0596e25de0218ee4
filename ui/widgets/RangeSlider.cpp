// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/RangeSlider.h"

#include "ui/Theme.h"
#include "ui/widgets/FocusRing.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace cultivar {

namespace {

constexpr int kMost = 100;
constexpr double kRadius = 7.0; // of a handle

} // namespace

RangeSlider::RangeSlider(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

void RangeSlider::describe()
{
    setAccessibleDescription(tr("From %1 to %2 percent").arg(m_low).arg(m_high));
}

void RangeSlider::setRange(int low, int high)
{
    high = std::clamp(high, 0, kMost);
    low = std::clamp(low, 0, high);
    if (low == m_low && high == m_high)
        return;
    m_low = low;
    m_high = high;
    describe();
    update();
    Q_EMIT rangeChanged(low, high);
}

double RangeSlider::xOf(int value) const
{
    return kRadius + (width() - 2 * kRadius) * value / kMost;
}

int RangeSlider::valueAt(double x) const
{
    return std::clamp(static_cast<int>(std::lround((x - kRadius) * kMost / (width() - 2 * kRadius))), 0,
                      kMost);
}

void RangeSlider::moveEnd(End end, int value)
{
    if (end == End::Low)
        setRange(std::min(value, m_high), m_high);
    else
        setRange(m_low, std::max(value, m_low));
}

void RangeSlider::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int value = valueAt(event->position().x());
    const int toLow = std::abs(value - m_low), toHigh = std::abs(value - m_high);
    // Where both lie on one spot, the side of the click tells which is meant.
    const bool isLow = toLow != toHigh ? toLow < toHigh : value < m_low || m_low == kMost;
    m_dragged = isLow ? End::Low : End::High;
    moveEnd(m_dragged, value);
}

void RangeSlider::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragged != End::None)
        moveEnd(m_dragged, valueAt(event->position().x()));
}

void RangeSlider::mouseReleaseEvent(QMouseEvent*)
{
    m_dragged = End::None;
}

void RangeSlider::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (step == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (event->modifiers() & Qt::ShiftModifier)
        moveEnd(End::High, m_high + step);
    else
        moveEnd(End::Low, m_low + step);
}

void RangeSlider::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = ThemeColors::current();
    const double middle = height() / 2.0;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.border);
    painter.drawRoundedRect(QRectF(kRadius, middle - 2, width() - 2 * kRadius, 4), 2, 2);
    const QColor& strong = isEnabled() ? colors.accent : colors.dim;
    painter.setBrush(strong);
    painter.drawRoundedRect(QRectF(QPointF(xOf(m_low), middle - 2), QPointF(xOf(m_high), middle + 2)), 2, 2);
    painter.setPen(QPen(strong, 2));
    painter.setBrush(showsFocus(this) ? colors.accent : colors.surface);
    for (const int value : {m_low, m_high})
        painter.drawEllipse(QPointF(xOf(value), middle), kRadius - 1, kRadius - 1);
}

} // namespace cultivar
