// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/predict/Predictor.h"

#include <QAbstractListModel>
#include <QImage>

#include <vector>

namespace cultivar {

/// The classified pictures in the order they came. Memory is bounded: every row keeps its top labels;
/// thumbnails and the pictures as the network saw them are kept for the latest rows only.
class ResultModel : public QAbstractListModel
{
    Q_OBJECT

public:
    struct Entry
    {
        QString label;
        double probability = 0.0;
        int index = 0; // of the label in the model's classes
    };
    struct Row
    {
        std::filesystem::path path; // empty for a pasted picture
        std::vector<Entry> top;     // empty where the file could not be read
        QString problem;
        bool isUnlike = false; // the training data
        QImage thumbnail;
        QImage networkView;
    };

    using QAbstractListModel::QAbstractListModel;

    void add(const std::filesystem::path& path, const Prediction& prediction, const QStringList& classes);
    void addProblem(const std::filesystem::path& path, const Error& reason);
    void clear();
    const Row& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    QString nameOf(int index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    static constexpr int kTop = 5;

private:
    static constexpr std::size_t kThumbnails = 5000; // 55 MB
    static constexpr std::size_t kViews = 300;       // 45 MB
    static constexpr int kThumbnailSide = 60;

    void append(Row row);

    std::vector<Row> m_rows;
};

} // namespace cultivar
