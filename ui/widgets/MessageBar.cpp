// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/MessageBar.h"

#include "ui/Theme.h"
#include "ui/widgets/IconButton.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>
#include <QPainter>

namespace cultivar {

MessageBar::MessageBar(QWidget* parent) : QFrame(parent), m_label(makeWrappedLabel({}, "message", this))
{
    m_label->setObjectName(QStringLiteral("messageText"));
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* close = new IconButton(Icon::Close, tr("Close this message"), this);
    close->setObjectName(QStringLiteral("messageCloseButton"));
    connect(close, &QAbstractButton::clicked, this, &QWidget::hide);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(44, metrics::kSmall, metrics::kSmall, metrics::kSmall);
    layout->addWidget(m_label, 1);
    layout->addWidget(close, 0, Qt::AlignTop);
    hide();
}

void MessageBar::show(Kind kind, const QString& text)
{
    m_kind = kind;
    m_label->setText(text);
    QFrame::show();
    update();
}

QString MessageBar::text() const
{
    return isHidden() ? QString() : m_label->text();
}

void MessageBar::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = ThemeColors::current();
    const bool isSuccess = m_kind == Kind::Success;
    const QColor& ground = isSuccess                 ? colors.accentSoft
                           : m_kind == Kind::Problem ? colors.dangerSoft
                                                     : colors.noticeSoft;
    const QColor& ink = isSuccess ? colors.accent : m_kind == Kind::Problem ? colors.danger : colors.notice;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect(), metrics::kRadius, metrics::kRadius);
    paintIcon(painter, isSuccess ? Icon::Check : Icon::Warning, QRectF(14, 11, 18, 18), ink);
}

} // namespace cultivar
