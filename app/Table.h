// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <vector>

namespace cultivar {

/// Columns of text for people: the first is left-aligned, the others right-aligned.
class Table
{
public:
    explicit Table(const QStringList& header) { add(header); }

    /// As many cells as the header has.
    void add(const QStringList& cells) { m_rows.push_back(cells); }
    QString text() const;

private:
    std::vector<QStringList> m_rows;
};

} // namespace cultivar
