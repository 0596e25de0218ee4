// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluate/Evaluation.h"

#include <QTableView>

class QStandardItemModel;

namespace cultivar {

/// Images, precision, recall and F1 of each class, sorted by whichever column is clicked.
class ClassScoreTable : public QTableView
{
    Q_OBJECT

public:
    enum Column { Class, Images, Precision, Recall, F1 };

    explicit ClassScoreTable(QWidget* parent = nullptr);
    void show(const Evaluation& evaluation);

Q_SIGNALS:
    void chosen(int label);

private:
    QStandardItemModel* m_rows = nullptr;
};

} // namespace cultivar
