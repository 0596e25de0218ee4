// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Table.h"

#include <algorithm>

namespace cultivar {

QString Table::text() const
{
    std::vector<qsizetype> widths(static_cast<std::size_t>(m_rows.front().size()), 0);
    for (const QStringList& row : m_rows) {
        for (std::size_t column = 0; column < widths.size(); ++column)
            widths[column] = std::max(widths[column], row[static_cast<qsizetype>(column)].size());
    }
    QString text;
    for (const QStringList& row : m_rows) {
        QString line = row.front().leftJustified(widths.front());
        for (std::size_t column = 1; column < widths.size(); ++column)
            line += QStringLiteral("  ") + row[static_cast<qsizetype>(column)].rightJustified(widths[column]);
        text += line + u'\n';
    }
    return text;
}

} // namespace cultivar
