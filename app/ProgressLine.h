// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>

#include <cstdint>

namespace cultivar {

/// How far a command is, on stderr: a bar redrawn in place at most ten times a second on a terminal, else one
/// plain line when a piece of work starts. Used from one thread at a time.
class ProgressLine
{
public:
    ProgressLine();
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// @p total ≤ 0: not known yet, only @p done is shown.
    void update(const QString& label, std::int64_t done, std::int64_t total);
    /// Prints a whole line in place of the bar.
    void print(const QString& line);
    /// Removes the bar.
    void clear();

private:
    bool m_isTerminal;
    bool m_isBarShown = false;
    QString m_label;
    QElapsedTimer m_sinceDrawn;
};

} // namespace cultivar
