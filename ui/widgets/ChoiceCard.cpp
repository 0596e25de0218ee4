// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ChoiceCard.h"

#include "ui/Theme.h"
#include "ui/widgets/FocusRing.h"

#include <QEvent>
#include <QPainter>

namespace cultivar {

namespace {

constexpr int kLeft = 36; // room for the mark
constexpr int kRight = 12;
constexpr int kTop = 9;

} // namespace

ChoiceCard::ChoiceCard(const QString& title, QWidget* parent) : QAbstractButton(parent)
{
    setText(title);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ChoiceCard::setFacts(const QString& facts)
{
    m_facts = facts;
    update();
}

void ChoiceCard::setLine(const QString& line)
{
    m_line = line;
    setAccessibleDescription(line);
    updateGeometry();
    update();
}

QFont ChoiceCard::titleFont() const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    return bold;
}

QFont ChoiceCard::lineFont() const
{
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    return small;
}

QRect ChoiceCard::lineRect(int width) const
{
    const int top = kTop + QFontMetrics(titleFont()).height() + 2;
    const QRect room(kLeft, top, width - kLeft - kRight, 1000);
    return QFontMetrics(lineFont()).boundingRect(room, Qt::TextWordWrap, m_line);
}

QSize ChoiceCard::sizeHint() const
{
    return {320, heightForWidth(width() > 100 ? width() : 320)};
}

int ChoiceCard::heightForWidth(int width) const
{
    return (m_line.isEmpty() ? kTop + QFontMetrics(titleFont()).height() : lineRect(width).bottom() + 1) +
           kTop;
}

void ChoiceCard::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = ThemeColors::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!isEnabled())
        painter.setOpacity(isChecked() ? 0.75 : 0.5);
    const QRectF frame = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
    painter.setPen(
        QPen(isChecked() || showsFocus(this) ? colors.accent : colors.border, showsFocus(this) ? 1.8 : 1.2));
    painter.setBrush(isChecked()                   ? colors.accentSoft
                     : underMouse() && isEnabled() ? colors.hover
                                                   : colors.surface);
    painter.drawRoundedRect(frame, metrics::kRadius, metrics::kRadius);

    const QFontMetrics titleMetrics(titleFont());
    const QPointF mark(19, kTop + titleMetrics.height() / 2.0);
    painter.setPen(QPen(isChecked() ? colors.accent : colors.dim, 1.5));
    painter.setBrush(colors.surface);
    painter.drawEllipse(mark, 6.5, 6.5);
    if (isChecked()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.accent);
        painter.drawEllipse(mark, 3.5, 3.5);
    }

    painter.setFont(titleFont());
    painter.setPen(colors.text);
    const QRect titleRect(kLeft, kTop, width() - kLeft - kRight, titleMetrics.height());
    painter.drawText(titleRect, Qt::AlignLeft | Qt::AlignVCenter, text());
    painter.setFont(lineFont());
    painter.setPen(colors.dim);
    painter.drawText(titleRect, Qt::AlignRight | Qt::AlignVCenter, m_facts);
    painter.drawText(QRect(lineRect(width()).topLeft(), QSize(width() - kLeft - kRight, height())),
                     Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop, m_line);
}

bool ChoiceCard::event(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::Resize)
        updateGeometry();
    return QAbstractButton::event(event);
}

} // namespace cultivar
