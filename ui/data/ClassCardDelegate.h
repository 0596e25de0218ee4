// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/data/ClassListModel.h"

#include <QStyledItemDelegate>

namespace cultivar {

/// Paints one class as a card: name, counts, a bar for its share and a strip of its pictures.
class ClassCardDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintWords(QPainter& painter, const QStyleOptionViewItem& option, const QRect& where,
                    const ClassListModel::Row& row) const;
};

} // namespace cultivar
