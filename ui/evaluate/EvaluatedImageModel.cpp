// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/EvaluatedImageModel.h"

#include "core/base/Paths.h"

#include <QLocale>

namespace cultivar {

void EvaluatedImageModel::setImages(std::shared_ptr<const Evaluation> evaluation,
                                    std::vector<std::size_t> images)
{
    beginResetModel();
    m_evaluation = std::move(evaluation);
    m_images = std::move(images);
    m_images.resize(std::min(m_images.size(), kShown));
    m_pictures.assign(m_images.size(), {});
    m_fates.clear();
    for (const auto& file : files())
        m_fates.push_back({file});
    endResetModel();
}

void EvaluatedImageModel::setFates(std::vector<DatasetChanges::Fate> fates)
{
    Q_ASSERT(fates.size() == m_images.size());
    m_fates = std::move(fates);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void EvaluatedImageModel::setPicture(int row, const QImage& picture)
{
    if (row >= rowCount())
        return;
    m_pictures[static_cast<std::size_t>(row)] = picture;
    Q_EMIT dataChanged(index(row), index(row));
}

QString EvaluatedImageModel::answerOf(int row) const
{
    return tr("%1, %2 %")
        .arg(m_evaluation->classes[image(row).answer].simplified(),
             QLocale().toString(image(row).confidence() * 100, 'f', 1));
}

std::vector<std::filesystem::path> EvaluatedImageModel::files() const
{
    std::vector<std::filesystem::path> files;
    for (const std::size_t image : m_images)
        files.push_back(m_evaluation->images[image].path);
    return files;
}

int EvaluatedImageModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_images.size());
}

QVariant EvaluatedImageModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole)
        return answerOf(index.row());
    if (role == Qt::ToolTipRole)
        return displayPath(image(index.row()).path).toHtmlEscaped();
    if (role == Qt::AccessibleDescriptionRole)
        return fate(index.row()).isExcluded ? tr("Excluded since")
               : isMoved(index.row())       ? tr("Moved since")
                                      : tr("It is %1").arg(m_evaluation->classes[image(index.row()).truth]);
    return {};
}

} // namespace cultivar
