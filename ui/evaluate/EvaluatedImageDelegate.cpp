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
    painter->setPen(model->image(index.row()).isRight() ? colors.accent : colors.danger);
    const QRect words = card.adjusted(5, kPictureHeight + 6, -5, 0);
    painter->drawText(
        words, Qt::AlignTop | Qt::AlignHCenter,
        QFontMetrics(font).elidedText(model->answerOf(index.row()), Qt::ElideMiddle, words.width()));
    painter->restore();
}

} // namespace cultivar
