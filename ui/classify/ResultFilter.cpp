// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/ResultFilter.h"

#include "core/data/NaturalOrder.h"

#include <string_view>

namespace cultivar {

namespace {

std::string_view nameOf(const ResultModel::Row& row)
{
    const std::string_view path = row.path.native();
    return path.substr(path.rfind('/') + 1); // all of it where there is none
}

/// What could not be read comes last, whichever way the others are sorted.
bool isBefore(const ResultModel::Row& a, const ResultModel::Row& b, ResultFilter::Order order)
{
    if (order == ResultFilter::Order::Name)
        return naturallyBefore(nameOf(a), nameOf(b));
    if (a.top.empty() || b.top.empty())
        return !a.top.empty() && b.top.empty();
    const ResultModel::Entry& left = a.top.front();
    const ResultModel::Entry& right = b.top.front();
    if (order == ResultFilter::Order::Class && left.index != right.index)
        return left.index < right.index;
    return order == ResultFilter::Order::LeastSure ? left.probability < right.probability
                                                   : left.probability > right.probability;
}

} // namespace

ResultFilter::ResultFilter(ResultModel& results, QObject* parent)
    : QSortFilterProxyModel(parent), m_results(results)
{
    setSourceModel(&results);
}

void ResultFilter::setWanted(const Wanted& wanted)
{
    if (m_wanted == wanted)
        return;
    m_wanted = wanted;
    invalidate(); // all at once: invalidateFilter() takes rows out one gap at a time, each as dear as this
}

void ResultFilter::setOrder(Order order)
{
    if (m_order == order)
        return;
    m_order = order;
    if (order == Order::AsTheyCame) {
        sort(-1);
        return;
    }
    invalidate(); // sort() does nothing where column and direction stay
    sort(0);
}

std::vector<ResultModel::Row> ResultFilter::shownRows() const
{
    std::vector<ResultModel::Row> rows;
    for (int i = 0; i < rowCount(); ++i)
        rows.push_back(m_results.row(mapToSource(index(i, 0)).row()));
    return rows;
}

bool ResultFilter::filterAcceptsRow(int sourceRow, const QModelIndex&) const
{
    const ResultModel::Row& row = m_results.row(sourceRow);
    if (m_wanted.kind == Kind::Unlike && !row.isUnlike)
        return false;
    if (m_wanted.kind == Kind::Unreadable)
        return row.top.empty();
    if (row.top.empty())
        return m_wanted.label < 0 && m_wanted.low <= 0.0 && m_wanted.high >= 1.0;
    const ResultModel::Entry& first = row.top.front();
    return (m_wanted.label < 0 || first.index == m_wanted.label) && first.probability >= m_wanted.low &&
           first.probability <= m_wanted.high;
}

bool ResultFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    return isBefore(m_results.row(left.row()), m_results.row(right.row()), m_order);
}

} // namespace cultivar
