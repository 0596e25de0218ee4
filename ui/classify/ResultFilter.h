// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/classify/ResultModel.h"

#include <QSortFilterProxyModel>

namespace cultivar {

/// Which results are shown, and in which order.
class ResultFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    enum class Kind { All, Unlike, Unreadable };
    enum class Order { AsTheyCame, Name, Class, Surest, LeastSure };

    struct Wanted
    {
        int label = -1; // the first label's index; −1: any
        Kind kind = Kind::All;
        // Of the first label, 0–1, both included. What could not be read has none and passes the whole range.
        double low = 0.0, high = 1.0;

        bool operator==(const Wanted&) const = default;
    };

    explicit ResultFilter(ResultModel& results, QObject* parent = nullptr);

    const Wanted& wanted() const { return m_wanted; }
    void setWanted(const Wanted& wanted);
    void setOrder(Order order);
    /// Copies of what is shown, in its order.
    std::vector<ResultModel::Row> shownRows() const;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    ResultModel& m_results;
    Wanted m_wanted;
    Order m_order = Order::AsTheyCame;
};

} // namespace cultivar
