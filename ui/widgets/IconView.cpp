// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/IconView.h"

#include "ui/Theme.h"

#include <QPainter>

namespace cultivar {

IconView::IconView(Icon icon, int side, QWidget* parent) : QWidget(parent), m_icon(icon)
{
    setFixedSize(side, side);
}

void IconView::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = ThemeColors::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.accentSoft);
    painter.drawEllipse(rect());
    const double inset = width() * 0.25;
    painter.setBackground(colors.accentSoft);
    paintIcon(painter, m_icon, QRectF(rect()).adjusted(inset, inset, -inset, -inset), colors.accent);
}

} // namespace cultivar
