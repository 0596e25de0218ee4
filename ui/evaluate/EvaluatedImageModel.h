// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DatasetChanges.h"
#include "core/evaluate/Evaluation.h"

#include <QAbstractListModel>
#include <QImage>

#include <memory>

namespace cultivar {

/// Some images of an evaluation, at most kShown, with their small pictures as those come.
class EvaluatedImageModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr std::size_t kShown = 500; // 50 MB of pictures

    using QAbstractListModel::QAbstractListModel;

    /// @p images: indices into Evaluation::images; those beyond kShown are left out.
    void setImages(std::shared_ptr<const Evaluation> evaluation, std::vector<std::size_t> images);
    void setPicture(int row, const QImage& picture);

    /// What has become of the images since, one for each row.
    void setFates(std::vector<DatasetChanges::Fate> fates);
    const DatasetChanges::Fate& fate(int row) const { return m_fates[static_cast<std::size_t>(row)]; }
    bool isMoved(int row) const { return fate(row).place != image(row).path; }

    const EvaluatedImage& image(int row) const
    {
        return m_evaluation->images[m_images[static_cast<std::size_t>(row)]];
    }
    const QImage& picture(int row) const { return m_pictures[static_cast<std::size_t>(row)]; }
    /// "maple, 93.1 %": what the model says and how sure it is.
    QString answerOf(int row) const;
    std::vector<std::filesystem::path> files() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::shared_ptr<const Evaluation> m_evaluation;
    std::vector<std::size_t> m_images;
    std::vector<QImage> m_pictures;
    std::vector<DatasetChanges::Fate> m_fates;
};

} // namespace cultivar
