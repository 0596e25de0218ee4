// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/jobs/ClassifyJob.h"

#include <QAbstractListModel>
#include <QImage>

#include <optional>
#include <vector>

namespace cultivar {

/// The classified pictures in the order they came. A row is a path and its top labels; pictures are kept
/// elsewhere, but for the few that are no files.
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
        std::optional<Error> problem;
        bool isUnlike = false; // the training data
        QImage view;           // of a pasted picture: as the network saw it

        QString name() const;
        QString problemText() const;
    };
    /// How many rows there are of what can be filtered by.
    struct Counts
    {
        std::vector<int> perClass; // by the first label
        int unlike = 0;
        int unreadable = 0;
    };

    using QAbstractListModel::QAbstractListModel;

    /// Forgets the results there are; @p classes: the model's that the next ones come from.
    void reset(const QStringList& classes);
    void add(const std::vector<ClassifiedPicture>& pictures);
    const Row& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    const QStringList& classes() const { return m_classes; }
    const Counts& counts() const { return m_counts; }

    /// The row behind an index of this model or of one that filters it.
    static const Row& rowOf(const QModelIndex& index);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    static constexpr std::size_t kTop = 5;

private:
    static constexpr int kRowRole = Qt::UserRole;

    Row rowFor(const ClassifiedPicture& picture) const;
    void count(const Row& row);

    QStringList m_classes;
    std::vector<Row> m_rows;
    Counts m_counts;
};

} // namespace cultivar
