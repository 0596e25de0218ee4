// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/IconButton.h"

#include "ui/Theme.h"
#include "ui/widgets/FocusRing.h"

#include <QPainter>

namespace cultivar {

IconButton::IconButton(Icon icon, const QString& name, QWidget* parent)
    : QAbstractButton(parent), m_icon(icon)
{
    setFocusPolicy(Qt::TabFocus);
    setToolTip(name);
    setAccessibleName(name);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void IconButton::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = ThemeColors::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || showsFocus(this)) {
        painter.setPen(showsFocus(this) ? QPen(colors.accent) : QPen(Qt::NoPen));
        painter.setBrush(underMouse() ? colors.hover : QColor(Qt::transparent));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    }
    paintIcon(painter, m_icon, QRectF(rect()).adjusted(4, 4, -4, -4), colors.dim);
}

} // namespace cultivar
