// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/ResultModel.h"

#include "core/base/Paths.h"
#include "ui/ErrorText.h"
#include "ui/widgets/ImageConversion.h"

#include <QLocale>

#include <algorithm>

namespace cultivar {

void ResultModel::add(const std::filesystem::path& path, const Prediction& prediction,
                      const QStringList& classes)
{
    Row row;
    row.path = path;
    for (std::size_t i = 0; i < std::min<std::size_t>(kTop, prediction.ranked.size()); ++i)
        row.top.push_back({classes.value(prediction.ranked[i].label), prediction.ranked[i].probability,
                           prediction.ranked[i].label});
    row.isUnlike = prediction.isUnlike();
    row.networkView = toQImage(prediction.networkView);
    row.thumbnail = row.networkView.scaled(kThumbnailSide * 2, kThumbnailSide * 2,
                                           Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    append(std::move(row));
}

void ResultModel::addProblem(const std::filesystem::path& path, const Error& reason)
{
    Error error = reason;
    if (error.path.empty())
        error.path = path;
    Row row;
    row.path = path;
    row.problem = errorText(error);
    append(std::move(row));
}

void ResultModel::append(Row row)
{
    const int last = rowCount();
    beginInsertRows({}, last, last);
    m_rows.push_back(std::move(row));
    if (m_rows.size() > kViews)
        m_rows[m_rows.size() - kViews - 1].networkView = {};
    if (m_rows.size() > kThumbnails)
        m_rows[m_rows.size() - kThumbnails - 1].thumbnail = {};
    endInsertRows();
}

void ResultModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

QString ResultModel::nameOf(int index) const
{
    const Row& row = m_rows[static_cast<std::size_t>(index)];
    return row.path.empty() ? tr("Pasted picture") : displayPath(row.path.filename());
}

int ResultModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ResultModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return nameOf(index.row());
    if (role == Qt::ToolTipRole)
        return displayPath(row.path).toHtmlEscaped();
    if (role == Qt::AccessibleDescriptionRole)
        return row.top.empty() ? row.problem
                               : tr("%1, %2 %")
                                     .arg(row.top.front().label,
                                          QLocale().toString(row.top.front().probability * 100, 'f', 1));
    return {};
}

} // namespace cultivar
