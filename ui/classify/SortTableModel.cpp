// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/SortTableModel.h"

#include "core/base/Paths.h"
#include "ui/ErrorText.h"
#include "ui/Theme.h"

namespace cultivar {

namespace {

enum Column { PictureColumn, PlaceColumn, RemarkColumn, ColumnCount };

/// The first column tells which file it is; the whole path would leave no room for the reason.
QString shortText(Error error)
{
    error.path = error.path.filename();
    return errorText(error);
}

} // namespace

void SortTableModel::setPlan(const std::shared_ptr<const SortPlan>& plan)
{
    m_plan = plan;
    m_failures.clear();
    update();
}

void SortTableModel::setFailures(const std::vector<SkippedFile>& failures)
{
    m_failures.clear();
    for (const SkippedFile& failure : failures)
        m_failures.emplace(failure.path.native(), failure.reason);
    update();
}

void SortTableModel::showRemarksOnly(bool isOnly)
{
    m_isOnly = isOnly;
    update();
}

void SortTableModel::update()
{
    beginResetModel();
    m_rows.clear();
    m_remarks = 0;
    for (std::size_t i = 0; m_plan && i < m_plan->entries.size(); ++i) {
        const bool isRemarkable = !remarkOn(m_plan->entries[i]).isEmpty();
        m_remarks += isRemarkable;
        if (isRemarkable || !m_isOnly)
            m_rows.push_back(i);
    }
    endResetModel();
}

const Error* SortTableModel::failureOf(const SortEntry& entry) const
{
    for (const ItemPath* path : {&entry.from, &entry.to}) {
        if (const auto it = m_failures.find(path->native()); it != m_failures.end())
            return &it->second;
    }
    return nullptr;
}

QString SortTableModel::remarkOn(const SortEntry& entry) const
{
    if (const Error* failure = failureOf(entry))
        return shortText(*failure);
    switch (entry.fate) {
    case SortEntry::Fate::Placed:
        return entry.isRenamed ? tr("Its name is taken, so it gets a number") : QString();
    case SortEntry::Fate::There:
        return tr("Is there already");
    case SortEntry::Fate::Stays:
        return tr("Unsure, so it stays where it is");
    case SortEntry::Fate::Failed:
        return shortText(Error{entry.error, entry.from, {}});
    }
    return {};
}

int SortTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SortTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SortTableModel::data(const QModelIndex& index, int role) const
{
    const SortEntry& entry = m_plan->entries[m_rows[static_cast<std::size_t>(index.row())]];
    const bool goes = entry.fate == SortEntry::Fate::Placed || entry.fate == SortEntry::Fate::There;
    if (role == Qt::DisplayRole && index.column() == PictureColumn)
        return displayPath(entry.from.filename());
    if (role == Qt::DisplayRole && index.column() == PlaceColumn)
        return goes ? displayPath(entry.to.lexically_relative(m_plan->settings.target)) : QStringLiteral("–");
    if (role == Qt::DisplayRole)
        return remarkOn(entry);
    if (role == Qt::ToolTipRole) {
        const QString text = index.column() == RemarkColumn  ? remarkOn(entry)
                             : index.column() == PlaceColumn ? displayPath(goes ? entry.to : entry.from)
                                                             : displayPath(entry.from);
        return text.toHtmlEscaped();
    }
    const bool isFailure = entry.fate == SortEntry::Fate::Failed || failureOf(entry);
    if (role == Qt::ForegroundRole && index.column() == RemarkColumn)
        return isFailure ? ThemeColors::current().danger : ThemeColors::current().dim;
    return {};
}

QVariant SortTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    return section == PictureColumn ? tr("Picture") : section == PlaceColumn ? tr("Goes to") : tr("Remark");
}

} // namespace cultivar
