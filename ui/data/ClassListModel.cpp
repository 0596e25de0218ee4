// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/ClassListModel.h"

#include <algorithm>

namespace cultivar {

void ClassListModel::setDataset(const Dataset& dataset)
{
    const std::vector<int> all = dataset.imagesPerClass();
    const std::vector<int> training = dataset.imagesPerClass(Subset::Train);
    const std::vector<int> validation = dataset.imagesPerClass(Subset::Validation);
    const std::vector<int> test = dataset.imagesPerClass(Subset::Test);
    const bool hasSubsets = dataset.count(Subset::Unassigned) < static_cast<int>(dataset.items.size());
    const int largest = all.empty() ? 1 : std::max(1, *std::max_element(all.begin(), all.end()));
    beginResetModel();
    m_rows.clear();
    m_thumbnails = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
        m_rows.push_back({dataset.classes[static_cast<qsizetype>(i)],
                          all[i],
                          largest,
                          training[i],
                          validation[i],
                          test[i],
                          hasSubsets,
                          {}});
    endResetModel();
}

void ClassListModel::addThumbnail(int label, const QImage& thumbnail)
{
    if (label < 0 || label >= rowCount() || m_thumbnails >= kMaxThumbnails)
        return;
    ++m_thumbnails;
    m_rows[static_cast<std::size_t>(label)].thumbnails.push_back(thumbnail);
    Q_EMIT dataChanged(index(label), index(label));
}

int ClassListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ClassListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return row.name;
    if (role == Qt::AccessibleDescriptionRole)
        return tr("%n image(s)", nullptr, row.images);
    return {};
}

} // namespace cultivar
