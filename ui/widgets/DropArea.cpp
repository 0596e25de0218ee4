// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/DropArea.h"

#include "ui/Theme.h"
#include "ui/widgets/IconView.h"
#include "ui/widgets/Labels.h"

#include <QBoxLayout>
#include <QDragEnterEvent>
#include <QPainter>

namespace cultivar {

DropArea::DropArea(Icon icon, const QString& headline, const QString& hint, Size size, QWidget* parent)
    : QFrame(parent)
{
    setAcceptDrops(true);
    const bool isLarge = size == Size::Large;
    auto* layout = new QBoxLayout(isLarge ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, this);
    layout->setContentsMargins(metrics::kLarge, isLarge ? metrics::kPage : metrics::kMedium, metrics::kLarge,
                               isLarge ? metrics::kPage : metrics::kMedium);
    layout->setSpacing(isLarge ? metrics::kSmall : metrics::kMedium);
    auto* words = new QVBoxLayout;
    words->setSpacing(isLarge ? metrics::kTight : 2);
    words->addWidget(makeLabel(headline, isLarge ? "headline" : "section", this));
    words->addWidget(isLarge ? makeWrappedLabel(hint, "dim", this) : makeLabel(hint, "small", this));
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(metrics::kSmall);
    auto* picture = new IconView(icon, isLarge ? 56 : 28, this);
    if (isLarge) {
        layout->addStretch();
        layout->addWidget(picture, 0, Qt::AlignHCenter);
        layout->addSpacing(metrics::kSmall);
        for (int i = 0; i < words->count(); ++i)
            qobject_cast<QLabel*>(words->itemAt(i)->widget())->setAlignment(Qt::AlignHCenter);
        layout->addLayout(words);
        layout->addSpacing(metrics::kMedium);
        m_buttons->addStretch();
        m_buttons->addStretch();
        layout->addLayout(m_buttons);
        layout->addStretch();
    } else {
        layout->addWidget(picture);
        layout->addLayout(words, 1);
        layout->addLayout(m_buttons);
    }
}

void DropArea::addButton(QWidget* button)
{
    const bool isCentred = m_buttons->count() > 0 && m_buttons->itemAt(0)->spacerItem();
    m_buttons->insertWidget(m_buttons->count() - (isCentred ? 1 : 0), button);
}

void DropArea::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = ThemeColors::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(m_isHovered ? colors.accent : colors.border, m_isHovered ? 2.0 : 1.5, Qt::DashLine);
    pen.setDashPattern({5, 4});
    painter.setPen(pen);
    painter.setBrush(m_isHovered ? colors.accentSoft : colors.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::kRadius + 2,
                            metrics::kRadius + 2);
}

void DropArea::setHovered(bool isHovered)
{
    m_isHovered = isHovered;
    update();
}

void DropArea::dragEnterEvent(QDragEnterEvent* event)
{
    if (!DropContent::isPresent(event->mimeData()))
        return;
    event->acceptProposedAction();
    setHovered(true);
}

void DropArea::dragLeaveEvent(QDragLeaveEvent*)
{
    setHovered(false);
}

void DropArea::dropEvent(QDropEvent* event)
{
    setHovered(false);
    event->acceptProposedAction();
    Q_EMIT dropped(DropContent::of(event->mimeData()));
}

} // namespace cultivar
