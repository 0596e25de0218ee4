// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/BackboneTiming.h"
#include "core/train/BackboneRace.h"

#include <QAbstractTableModel>

namespace cultivar {

/// The catalogue as a table: what is published, what this computer measured, and how a race on the user's
/// images went. Qt::UserRole holds what a column sorts by.
class BackboneTable : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, YourAccuracy, ImageNet, Milliseconds, Memory, Size, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setTimings(std::map<QString, BackboneTiming> timings);
    const std::map<QString, BackboneTiming>& timings() const { return m_timings; }
    void setRace(const std::vector<RaceResult>& results);
    QString nameAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant number(int row, int column) const; // invalid where not known
    QString text(int row, int column) const;
    QString toolTip(int row, int column) const;
    const RaceResult* race(int row) const;
    void changed();

    std::map<QString, BackboneTiming> m_timings;
    std::vector<RaceResult> m_results;
    QString m_suggested;
};

} // namespace cultivar
