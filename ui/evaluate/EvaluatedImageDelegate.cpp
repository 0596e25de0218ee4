// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/EvaluatedImageDelegate.h"

#include "ui/Icons.h"
#include "ui/Theme.h"
#include "ui/evaluate/EvaluatedImageModel.h"
#include "ui/widgets/RoundedPicture.h"

#include <QPainter>

namespace cultivar {

namespace {

constexpr int kPictureHeight = 76, kWidth = 118;

QFont captionFont(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.85);
    return font;
}

/// @p text on a pill in the middle of @p place.
void paintBadge(QPainter& painter, const QRect& place, const QString& text)
{
    const ThemeColors& colors = ThemeColors::current();
    const QSize size = QFontMetrics(painter.font()).size(Qt::TextSingleLine, text) + QSize(16, 6);
    QRectF pill{QPointF(), QSizeF(size)};
    pill.moveCenter(place.center());
    painter.setPen(colors.border);
    painter.setBrush(colors.surface);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(colors.text);
    painter.drawText(pill, Qt::AlignCenter, text);
}

} // namespace

QSize EvaluatedImageDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {kWidth, kPictureHeight + QFontMetrics(captionFont(option.font)).height() + 16};
}

void EvaluatedImageDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const
{
    const auto* model = qobject_cast<const EvaluatedImageModel*>(index.model());
    const ThemeColors& colors = ThemeColors::current();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect card = option.rect.adjusted(2, 2, -2, -2);
    if (option.state & QStyle::State_Selected) {
        painter->setPen(colors.accent);
        painter->setBrush(colors.accentSoft);
        painter->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius,
                                 metrics::kRadius);
    }
    const QRect place(card.left() + 4, card.top() + 4, card.width() - 8, kPictureHeight);
    const QImage& picture = model->picture(index.row());
    if (picture.isNull())
        paintIcon(*painter, Icon::Picture, QRectF(place.center() - QPoint(12, 12), QSizeF(24, 24)),
                  colors.border);
    else
        paintRoundedPicture(*painter, place, picture);
    const QFont font = captionFont(option.font);
    painter->setFont(font);
    const bool isExcluded = model->fate(index.row()).isExcluded;
    if (isExcluded || model->isMoved(index.row())) {
        QColor veil = colors.surface;
        veil.setAlphaF(0.7F);
        painter->fillRect(place, veil);
        paintBadge(*painter, place,
                   isExcluded ? EvaluatedImageModel::tr("Excluded") : EvaluatedImageModel::tr("Moved"));
    }
    painter->setPen(model->image(index.row()).isRight() ? colors.accent : colors.danger);
    const QRect words = card.adjusted(5, kPictureHeight + 6, -5, 0);
    painter->drawText(
        words, Qt::AlignTop | Qt::AlignHCenter,
        QFontMetrics(font).elidedText(model->answerOf(index.row()), Qt::ElideMiddle, words.width()));
    painter->restore();
}

} // namespace cultivar
