// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace cultivar {

/// Writes all bytes to stdout and flushes. False when they did not arrive: full disk, closed pipe.
bool writeStandardOutput(QByteArrayView bytes);
/// One line to stderr.
void writeStandardErrorLine(const QString& line);
/// Text for stderr as it is, without a line end: progress bars.
void writeStandardError(const QString& text);
/// Whether stderr is a terminal that understands a carriage return.
bool isStandardErrorTerminal();

/// Line breaks become spaces: an error is one line.
QString oneLine(const QString& text);
/// 0.934 → "93.4 %".
QString percent(double share);

} // namespace cultivar
