// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/FreezeSwitch.h"

#include "ui/Icons.h"
#include "ui/Theme.h"
#include "ui/widgets/FocusRing.h"

#include <QPainter>

namespace cultivar {

FreezeSwitch::FreezeSwitch(QWidget* parent) : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void FreezeSwitch::setPartial(bool isPartial)
{
    m_isPartial = isPartial;
    update();
}

void FreezeSwitch::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = ThemeColors::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!isEnabled())
        painter.setOpacity(0.5);
    const QRectF track = QRectF(rect()).adjusted(1, 1, -1, -1);
    QColor ground = isChecked() ? colors.accent : m_isPartial ? colors.accentSoft : colors.hover;
    painter.setPen(QPen(showsFocus(this) ? colors.accent
                        : isChecked()    ? colors.accent
                                         : colors.border,
                        showsFocus(this) ? 2 : 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2);
    const double knobSide = track.height() - 4;
    QRectF knob(track.left() + 2, track.top() + 2, knobSide, knobSide);
    if (isChecked())
        knob.moveRight(track.right() - 2);
    else if (m_isPartial)
        knob.moveCenter(track.center());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.isDark && !isChecked() ? colors.border : colors.surface);
    painter.drawEllipse(knob);
    const bool isWarm = isChecked() || m_isPartial;
    paintIcon(painter, isWarm ? Icon::Flame : Icon::Snowflake, knob.adjusted(2.5, 2.5, -2.5, -2.5),
              isWarm ? colors.accent : colors.frost);
}

} // namespace cultivar
