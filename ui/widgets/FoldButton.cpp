// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/FoldButton.h"

#include "ui/Icons.h"
#include "ui/Theme.h"
#include "ui/widgets/FocusRing.h"

#include <QPainter>

namespace cultivar {

FoldButton::FoldButton(const QString& title, QWidget* parent) : QAbstractButton(parent)
{
    setText(title);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

QFont FoldButton::titleFont() const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    return bold;
}

QSize FoldButton::sizeHint() const
{
    const QFontMetrics fontMetrics(titleFont());
    return {fontMetrics.horizontalAdvance(text()) + 28, fontMetrics.height() + 6};
}

void FoldButton::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = ThemeColors::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (showsFocus(this)) {
        painter.setPen(colors.accent);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
    paintIcon(painter, isChecked() ? Icon::ChevronDown : Icon::ChevronRight,
              QRectF(0, (height() - 16) / 2.0, 16, 16), colors.dim);
    painter.setFont(titleFont());
    painter.setPen(underMouse() ? colors.accent : colors.text);
    painter.drawText(rect().adjusted(20, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
}

} // namespace cultivar
