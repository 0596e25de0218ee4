// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/FindingDelegate.h"

#include "ui/Icons.h"
#include "ui/Theme.h"
#include "ui/data/FindingModel.h"
#include "ui/widgets/RoundedPicture.h"

#include <QPainter>

namespace cultivar {

namespace {

constexpr int kRowHeight = 68;
constexpr int kRowPicture = 52;

} // namespace

QSize FindingDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {320, kRowHeight};
}

void FindingDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    const auto* model = qobject_cast<const FindingModel*>(index.model());
    const FindingModel::Row& row = model->row(index.row());
    const ThemeColors& colors = ThemeColors::current();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (row.startsGroup && index.row() > 0)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width() - 8, 1),
                          colors.border);
    const QRect body = option.rect.adjusted(0, 3, -8, -3);
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
        const bool isSelected = option.state & QStyle::State_Selected;
        painter->setPen(isSelected ? QPen(colors.accent) : QPen(Qt::NoPen));
        painter->setBrush(isSelected ? colors.accentSoft : colors.hover);
        painter->drawRoundedRect(QRectF(body).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius,
                                 metrics::kRadius);
    }
    const QRect place(body.left() + 8, body.top() + (body.height() - kRowPicture) / 2, kRowPicture,
                      kRowPicture);
    const QImage picture = model->picture(index.row());
    if (picture.isNull())
        paintIcon(*painter, Icon::Picture, place.adjusted(14, 14, -14, -14), colors.dim);
    else
        paintRoundedPicture(*painter, place, picture);

    const QRect words = body.adjusted(kRowPicture + 22, 11, -12, -11);
    painter->setPen(colors.dim);
    painter->setFont(option.font);
    const int noteWidth = row.note.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(row.note) + 16;
    painter->drawText(words, Qt::AlignTop | Qt::AlignRight, row.note);
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->setPen(colors.text);
    painter->drawText(words, Qt::AlignTop | Qt::AlignLeft,
                      QFontMetrics(bold).elidedText(row.className.simplified(), Qt::ElideRight,
                                                    std::max(0, words.width() - noteWidth)));
    painter->setFont(option.font);
    painter->setPen(colors.dim);
    painter->drawText(words, Qt::AlignBottom | Qt::AlignLeft,
                      option.fontMetrics.elidedText(row.place, Qt::ElideMiddle, words.width()));
    painter->restore();
}

} // namespace cultivar
