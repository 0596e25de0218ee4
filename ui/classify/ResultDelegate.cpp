// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/ResultDelegate.h"

#include "ui/Icons.h"
#include "ui/Theme.h"
#include "ui/classify/PictureCache.h"
#include "ui/classify/ResultModel.h"
#include "ui/widgets/RoundedPicture.h"

#include <QLocale>
#include <QPainter>

namespace cultivar {

namespace {

constexpr int kHeight = 64;
constexpr int kThumbnail = 48;

} // namespace

ResultDelegate::ResultDelegate(PictureCache& pictures, QObject* parent)
    : QStyledItemDelegate(parent), m_pictures(pictures)
{
}

QSize ResultDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {240, kHeight + 4};
}

void ResultDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    const ResultModel::Row& row = ResultModel::rowOf(index);
    const ThemeColors& colors = ThemeColors::current();
    const bool isSelected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRect card = option.rect.adjusted(0, 0, -2, -4);
    painter->setPen(isSelected ? colors.accent : colors.border);
    painter->setBrush(isSelected ? colors.accentSoft : colors.surface);
    painter->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), metrics::kRadius, metrics::kRadius);

    const QRect place(card.left() + 8, card.top() + 8, kThumbnail, kThumbnail);
    const QImage picture = row.problem        ? QImage()
                           : row.path.empty() ? row.view
                                              : m_pictures.picture(row.path);
    if (picture.isNull())
        paintIcon(*painter, row.problem ? Icon::Warning : Icon::Picture, place.adjusted(12, 12, -12, -12),
                  row.problem ? colors.notice : colors.dim);
    else
        paintRoundedPicture(*painter, place, picture);

    const QRect words = card.adjusted(68, 12, -14, -12);
    QFont bold = option.font;
    bold.setWeight(QFont::DemiBold);
    painter->setFont(bold);
    painter->setPen(row.problem ? colors.notice : colors.text);
    const QString percent =
        row.top.empty() ? QString()
                        : tr("%1 %").arg(QLocale().toString(row.top.front().probability * 100, 'f', 1));
    const int percentWidth = QFontMetrics(bold).horizontalAdvance(percent) + 12;
    const QString label = row.top.empty() ? tr("Not readable") : row.top.front().label;
    painter->drawText(
        words, Qt::AlignTop | Qt::AlignLeft,
        QFontMetrics(bold).elidedText(label.simplified(), Qt::ElideRight, words.width() - percentWidth));
    painter->setPen(colors.accent);
    painter->drawText(words, Qt::AlignTop | Qt::AlignRight, percent);
    QFont small = option.font;
    small.setPointSizeF(small.pointSizeF() * 0.9);
    painter->setFont(small);
    painter->setPen(colors.dim);
    const QString note = row.isUnlike ? tr("unlike") : QString();
    const int noteWidth = row.isUnlike ? QFontMetrics(small).horizontalAdvance(note) + 12 : 0;
    painter->drawText(words, Qt::AlignBottom | Qt::AlignLeft,
                      QFontMetrics(small).elidedText(row.name(), Qt::ElideMiddle, words.width() - noteWidth));
    painter->setPen(colors.notice);
    painter->drawText(words, Qt::AlignBottom | Qt::AlignRight, note);
    painter->restore();
}

} // namespace cultivar
