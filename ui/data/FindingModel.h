// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QImage>

#include <filesystem>
#include <map>
#include <set>
#include <vector>

namespace cultivar {

/// Images that something was found about, one row each; groups of copies follow each other. Pictures are
/// asked for when they are first painted.
class FindingModel : public QAbstractListModel
{
    Q_OBJECT

public:
    struct Row
    {
        std::filesystem::path file;
        QString place;           // the path below the dataset's folder
        QString className;       // empty where it has none now
        QString note;            // "31 × 40 pixels"
        bool startsGroup = true; // and is not a copy of the row before
    };

    using QAbstractListModel::QAbstractListModel;

    void setRows(std::vector<Row> rows);
    const Row& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    std::vector<std::filesystem::path> files(const QModelIndexList& indices) const;
    bool hasCopies() const;

    /// The picture of a row; null while it has not come.
    QImage picture(int index) const;
    void addPicture(const std::filesystem::path& file, const QImage& picture);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    void picturesWanted(const std::vector<std::filesystem::path>& files);

private:
    static constexpr std::size_t kMaxPictures = 3000; // about 80 MB

    void askForPictures();

    std::vector<Row> m_rows;
    std::map<std::filesystem::path, QImage> m_pictures;
    mutable std::set<std::filesystem::path> m_asked;
    mutable std::vector<std::filesystem::path> m_wanted; // painted since the last request
};

} // namespace cultivar
