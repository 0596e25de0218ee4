// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

#include <QAbstractListModel>
#include <QImage>

#include <vector>

namespace cultivar {

/// The classes of the open dataset, one row each, with the thumbnails that have come so far.
class ClassListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    struct Row
    {
        QString name;
        int images = 0;
        int largest = 1; // images in the largest class, for the bar
        int training = 0, validation = 0, test = 0;
        bool hasSubsets = false;
        std::vector<QImage> thumbnails;
    };

    using QAbstractListModel::QAbstractListModel;

    void setDataset(const Dataset& dataset);
    void addThumbnail(int label, const QImage& thumbnail);
    const Row& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    static constexpr int kMaxThumbnails = 4000; // about 100 MB

    std::vector<Row> m_rows;
    int m_thumbnails = 0;
};

} // namespace cultivar
