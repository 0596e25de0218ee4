// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/ResultModel.h"

#include "core/base/Paths.h"
#include "ui/ErrorText.h"
#include "ui/widgets/ImageConversion.h"

#include <QLocale>

#include <algorithm>

namespace cultivar {

QString ResultModel::Row::name() const
{
    return path.empty() ? ResultModel::tr("Pasted picture") : displayPath(path.filename());
}

QString ResultModel::Row::problemText() const
{
    if (!problem)
        return {};
    Error error = *problem;
    if (error.path.empty())
        error.path = path;
    return errorText(error);
}

void ResultModel::reset(const QStringList& classes)
{
    beginResetModel();
    m_classes = classes;
    m_rows.clear();
    m_counts = {std::vector<int>(static_cast<std::size_t>(classes.size())), 0, 0};
    endResetModel();
}

ResultModel::Row ResultModel::rowFor(const ClassifiedPicture& picture) const
{
    Row row;
    row.path = picture.path;
    if (!picture.answer) {
        row.problem = picture.answer.error();
        return row;
    }
    const auto& ranked = picture.answer->ranked;
    row.top.reserve(std::min(kTop, ranked.size()));
    for (std::size_t i = 0; i < std::min(kTop, ranked.size()); ++i)
        row.top.push_back({m_classes.value(ranked[i].label), ranked[i].probability, ranked[i].label});
    row.isUnlike = picture.answer->isUnlike();
    if (row.path.empty())
        row.view = toQImage(picture.answer->networkView);
    return row;
}

void ResultModel::count(const Row& row)
{
    if (row.top.empty())
        ++m_counts.unreadable;
    else
        ++m_counts.perClass[static_cast<std::size_t>(row.top.front().index)];
    if (row.isUnlike)
        ++m_counts.unlike;
}

void ResultModel::add(const std::vector<ClassifiedPicture>& pictures)
{
    if (pictures.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(pictures.size()) - 1);
    for (const ClassifiedPicture& picture : pictures) {
        m_rows.push_back(rowFor(picture));
        count(m_rows.back());
    }
    endInsertRows();
}

const ResultModel::Row& ResultModel::rowOf(const QModelIndex& index)
{
    return *static_cast<const Row*>(index.data(kRowRole).value<const void*>());
}

int ResultModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ResultModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = this->row(index.row());
    if (role == kRowRole)
        return QVariant::fromValue(static_cast<const void*>(&row));
    if (role == Qt::DisplayRole)
        return row.name();
    if (role == Qt::ToolTipRole)
        return displayPath(row.path).toHtmlEscaped();
    if (role == Qt::AccessibleDescriptionRole)
        return row.top.empty() ? row.problemText()
                               : tr("%1, %2 %")
                                     .arg(row.top.front().label,
                                          QLocale().toString(row.top.front().probability * 100, 'f', 1));
    return {};
}

} // namespace cultivar
