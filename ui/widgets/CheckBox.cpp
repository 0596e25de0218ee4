// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/CheckBox.h"

#include "ui/Icons.h"
#include "ui/Theme.h"

#include <QPainter>
#include <QStyleOptionButton>

namespace cultivar {

void CheckBox::paintEvent(QPaintEvent* event)
{
    QCheckBox::paintEvent(event); // the words and the focus
    QStyleOptionButton option;
    initStyleOption(&option);
    const QRectF box = style()->subElementRect(QStyle::SE_CheckBoxIndicator, &option, this);
    const ThemeColors& colors = ThemeColors::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(box, colors.window); // over the style's own
    painter.setOpacity(isEnabled() ? 1.0 : 0.5);
    painter.setPen(isChecked() || hasFocus() ? colors.accent : colors.dim);
    painter.setBrush(isChecked() ? colors.accent : colors.surface);
    constexpr double kHalfPen = 0.5, kRounding = 3.0;
    painter.drawRoundedRect(box.adjusted(kHalfPen, kHalfPen, -kHalfPen, -kHalfPen), kRounding, kRounding);
    if (isChecked())
        paintIcon(painter, Icon::Check, box.adjusted(1, 1, -1, -1), colors.onAccent);
}

} // namespace cultivar
