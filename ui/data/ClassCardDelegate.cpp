// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/ClassCardDelegate.h"

#include "ui/Theme.h"
#include "ui/widgets/RoundedPicture.h"

#include <QPainter>

namespace cultivar {

namespace {

constexpr int kCardHeight = 84;
constexpr int kGap = 8;
constexpr int kWordsWidth = 210;
constexpr int kThumbnail = 58;

} // namespace

QSize ClassCardDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {400, kCardHeight + kGap};
}

void ClassCardDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    const auto* model = qobject_cast<const ClassListModel*>(index.model());
    const ClassListModel::Row& row = model->row(index.row());
    const ThemeColors& colors = ThemeColors::current();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect card = option.rect.adjusted(0, 0, 0, -kGap);
    painter->setPen(colors.border);
    painter->setBrush(colors.surface);
    painter->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);
    paintWords(*painter, option,
               QRect(card.left() + 16, card.top() + 12, kWordsWidth - 16, card.height() - 24), row);

    QRect place(card.left() + kWordsWidth + 16, card.top() + (card.height() - kThumbnail) / 2, kThumbnail,
                kThumbnail);
    for (std::size_t i = 0; place.right() < card.right() - 8 && i < static_cast<std::size_t>(row.images);
         ++i) {
        if (i < row.thumbnails.size())
            paintRoundedPicture(*painter, place, row.thumbnails[i]);
        else if (row.thumbnails.empty())
            break;
        place.translate(kThumbnail + 6, 0);
    }
    painter->restore();
}

void ClassCardDelegate::paintWords(QPainter& painter, const QStyleOptionViewItem& option, const QRect& where,
                                   const ClassListModel::Row& row) const
{
    const ThemeColors& colors = ThemeColors::current();
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(colors.text);
    painter.drawText(where, Qt::AlignTop | Qt::AlignLeft,
                     QFontMetrics(bold).elidedText(row.name.simplified(), Qt::ElideRight, where.width()));
    QFont small = option.font;
    small.setPointSizeF(small.pointSizeF() * 0.9);
    painter.setFont(small);
    painter.setPen(colors.dim);
    QString counts = tr("%n image(s)", nullptr, row.images);
    if (row.hasSubsets && row.test > 0)
        counts = tr("%1 train · %2 validation · %3 test").arg(row.training).arg(row.validation).arg(row.test);
    else if (row.hasSubsets && row.validation > 0)
        counts = tr("%1 train · %2 validation").arg(row.training).arg(row.validation);
    painter.drawText(where.adjusted(0, 22, 0, 0), Qt::AlignTop | Qt::AlignLeft,
                     QFontMetrics(small).elidedText(counts, Qt::ElideRight, where.width()));
    QRectF bar(where.left(), where.bottom() - 6, where.width() - 8, 5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.hover);
    painter.drawRoundedRect(bar, 2.5, 2.5);
    bar.setWidth(std::max(5.0, bar.width() * row.images / row.largest));
    painter.setBrush(colors.accent);
    painter.drawRoundedRect(bar, 2.5, 2.5);
}

} // namespace cultivar
