// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/ClassScoreTable.h"

#include <QHeaderView>
#include <QLocale>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>

namespace cultivar {

namespace {

constexpr int kSortRole = Qt::UserRole, kLabelRole = Qt::UserRole + 1;

QStandardItem* numberItem(const QString& text, double value)
{
    auto* item = new QStandardItem(text);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    item->setData(value, kSortRole);
    return item;
}

QStandardItem* percentItem(double share)
{
    return numberItem(ClassScoreTable::tr("%1 %").arg(QLocale().toString(share * 100, 'f', 1)), share);
}

} // namespace

ClassScoreTable::ClassScoreTable(QWidget* parent) : QTableView(parent), m_rows(new QStandardItemModel(this))
{
    m_rows->setHorizontalHeaderLabels({tr("Class"), tr("Images"), tr("Precision"), tr("Recall"), tr("F1")});
    for (int column = Images; column <= F1; ++column)
        m_rows->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_rows->horizontalHeaderItem(Class)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_rows->horizontalHeaderItem(Precision)->setToolTip(
        tr("Of the images given this class, how many belong to it"));
    m_rows->horizontalHeaderItem(Recall)->setToolTip(
        tr("Of the images of this class, how many were recognised"));
    auto* sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(m_rows);
    sorted->setSortRole(kSortRole);
    setModel(sorted);
    setSortingEnabled(true);
    sortByColumn(F1, Qt::AscendingOrder); // what needs attention comes first
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setSectionResizeMode(Class, QHeaderView::Stretch);
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                if (index.isValid())
                    Q_EMIT chosen(index.siblingAtColumn(Class).data(kLabelRole).toInt());
            });
}

void ClassScoreTable::show(const Evaluation& evaluation)
{
    m_rows->removeRows(0, m_rows->rowCount());
    const auto scores = evaluation.metrics.perClass();
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const QString& name = evaluation.classes[static_cast<qsizetype>(i)];
        auto* label = new QStandardItem(name.simplified());
        label->setToolTip(name.toHtmlEscaped());
        label->setData(name, kSortRole);
        label->setData(static_cast<int>(i), kLabelRole);
        m_rows->appendRow({label, numberItem(QLocale().toString(scores[i].support), scores[i].support),
                           percentItem(scores[i].precision), percentItem(scores[i].recall),
                           percentItem(scores[i].f1)});
    }
}

} // namespace cultivar
