// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/StepButton.h"

#include "ui/Icons.h"
#include "ui/Theme.h"
#include "ui/widgets/FocusRing.h"

#include <QPainter>

namespace cultivar {

StepButton::StepButton(int number, const QString& title, QWidget* parent)
    : QAbstractButton(parent), m_number(number)
{
    setText(title);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

void StepButton::setStatus(const QString& status)
{
    m_status = status;
    setAccessibleDescription(status);
    update();
}

void StepButton::setDone(bool isDone)
{
    m_isDone = isDone;
    update();
}

void StepButton::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = ThemeColors::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(showsFocus(this) ? QPen(colors.accent, 1.2) : QPen(Qt::NoPen));
    painter.setBrush(isChecked() ? colors.accentSoft : underMouse() ? colors.hover : QColor(Qt::transparent));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::kRadius, metrics::kRadius);

    const QRectF badge(12, (height() - 26) / 2.0, 26, 26);
    const bool isStrong = isChecked() || m_isDone;
    painter.setPen(isStrong ? QPen(Qt::NoPen) : QPen(colors.dim, 1.3));
    painter.setBrush(isChecked() ? colors.accent : m_isDone ? colors.accentSoft : QColor(Qt::transparent));
    painter.drawEllipse(badge);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    if (m_isDone && !isChecked()) {
        paintIcon(painter, Icon::Check, badge.adjusted(6, 6, -6, -6), colors.accent);
    } else {
        painter.setPen(isChecked() ? colors.onAccent : colors.dim);
        painter.drawText(badge, Qt::AlignCenter, QString::number(m_number));
    }

    const QRect words = rect().adjusted(50, 9, -8, -9);
    painter.setPen(colors.text);
    painter.drawText(words, m_status.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop, text());
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    painter.setFont(small);
    painter.setPen(colors.dim);
    painter.drawText(words, Qt::AlignBottom,
                     QFontMetrics(small).elidedText(m_status, Qt::ElideRight, words.width()));
}

} // namespace cultivar
