// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Terminal.h"

#include <cstdio>
#include <unistd.h>

namespace cultivar {

bool writeStandardOutput(QByteArrayView bytes)
{
    const auto size = static_cast<std::size_t>(bytes.size());
    return std::fwrite(bytes.data(), 1, size, stdout) == size && std::fflush(stdout) == 0;
}

void writeStandardError(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stderr);
    std::fflush(stderr);
}

void writeStandardErrorLine(const QString& line)
{
    writeStandardError(line + u'\n');
}

bool isStandardErrorTerminal()
{
    return isatty(STDERR_FILENO) == 1 && qgetenv("TERM") != "dumb";
}

QString oneLine(const QString& text)
{
    QString line = text.trimmed();
    return line.replace(u'\n', u' ').replace(u'\r', u' ');
}

QString percent(double share)
{
    return QString::number(100.0 * share, 'f', 1) + QStringLiteral(" %");
}

} // namespace cultivar
