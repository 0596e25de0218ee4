// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>

namespace cultivar {

/// Runs scripts under Debian's Python, whose Pillow and torchvision are the oracles of these tests.
struct Python
{
    /// What the script printed; a null string when it failed, its complaint then goes to the log.
    static QString run(const QString& script, const QStringList& arguments = {})
    {
        QProcess process;
        process.start(QStringLiteral("/usr/bin/python3"),
                      QStringList{QStringLiteral("-c"), script} + arguments);
        if (!process.waitForFinished(120'000) || process.exitCode() != 0) {
            qWarning("%s", process.readAllStandardError().constData());
            return {};
        }
        return QString::fromUtf8(process.readAllStandardOutput()) + QLatin1Char('\n');
    }

    static bool hasModules(const QString& names) { return !run(QStringLiteral("import ") + names).isNull(); }
};

} // namespace cultivar
