// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/FileSort.h"

#include <QAbstractTableModel>

#include <map>

namespace cultivar {

/// Where each picture would go, or went, as a table: picture, place below the target, remark. Remarks stand
/// at what is out of the ordinary; the table may show that alone.
class SortTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    void setPlan(const std::shared_ptr<const SortPlan>& plan);
    /// What went wrong when the plan was carried out, or taken back; by either of a file's two places.
    void setFailures(const std::vector<SkippedFile>& failures);
    void showRemarksOnly(bool isOnly);
    int remarks() const { return m_remarks; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const Error* failureOf(const SortEntry& entry) const;
    QString remarkOn(const SortEntry& entry) const;
    void update();

    std::shared_ptr<const SortPlan> m_plan;
    std::map<std::string, Error> m_failures;
    std::vector<std::size_t> m_rows; // indices of the entries that are shown
    bool m_isOnly = false;
    int m_remarks = 0;
};

} // namespace cultivar
