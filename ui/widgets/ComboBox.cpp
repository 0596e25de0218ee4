// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ComboBox.h"

#include "ui/Icons.h"
#include "ui/Theme.h"

#include <QPainter>

namespace cultivar {

void ComboBox::paintEvent(QPaintEvent* event)
{
    QComboBox::paintEvent(event);
    constexpr int kSide = 12, kMargin = 8;
    const int x = layoutDirection() == Qt::RightToLeft ? kMargin : width() - kMargin - kSide;
    QPainter painter(this);
    painter.setOpacity(isEnabled() ? 1.0 : 0.5);
    paintIcon(painter, Icon::ChevronDown, QRectF(x, (height() - kSide) / 2.0, kSide, kSide),
              ThemeColors::current().dim);
}

} // namespace cultivar
