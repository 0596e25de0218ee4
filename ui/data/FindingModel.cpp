// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/FindingModel.h"

#include <algorithm>

namespace cultivar {

void FindingModel::setRows(std::vector<Row> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_asked.clear();
    endResetModel();
}

std::vector<std::filesystem::path> FindingModel::files(const QModelIndexList& indices) const
{
    std::vector<int> numbers;
    for (const QModelIndex& index : indices)
        numbers.push_back(index.row());
    std::sort(numbers.begin(), numbers.end());
    std::vector<std::filesystem::path> files;
    for (const int number : numbers)
        files.push_back(row(number).file);
    return files;
}

bool FindingModel::hasCopies() const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [](const Row& row) { return !row.startsGroup; });
}

QImage FindingModel::picture(int index) const
{
    const auto& file = row(index).file;
    if (const auto known = m_pictures.find(file); known != m_pictures.end())
        return known->second;
    if (m_asked.insert(file).second) {
        if (m_wanted.empty())
            QMetaObject::invokeMethod(const_cast<FindingModel*>(this), &FindingModel::askForPictures,
                                      Qt::QueuedConnection);
        m_wanted.push_back(file);
    }
    return {};
}

void FindingModel::askForPictures()
{
    Q_EMIT picturesWanted(std::exchange(m_wanted, {}));
}

void FindingModel::addPicture(const std::filesystem::path& file, const QImage& picture)
{
    if (m_pictures.size() >= kMaxPictures) {
        m_pictures.clear();
        m_asked.clear();
    }
    m_pictures[file] = picture;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::DecorationRole});
}

int FindingModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant FindingModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& shown = row(index.row());
    if (role == Qt::DisplayRole)
        return shown.place;
    if (role == Qt::ToolTipRole)
        return shown.place.toHtmlEscaped();
    if (role == Qt::AccessibleDescriptionRole)
        return shown.className;
    return {};
}

} // namespace cultivar
