// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/CultivarProcess.h"

#include <QJsonDocument>
#include <QProcess>

CultivarProcess CultivarProcess::run(const QStringList& arguments)
{
    constexpr int kTimeoutMs = 300'000;
    QProcess process;
    process.start(QStringLiteral(CULTIVAR_BINARY), arguments);
    CultivarProcess result;
    const bool isFinished = process.waitForFinished(kTimeoutMs);
    if (!isFinished)
        process.kill();
    else if (process.exitStatus() == QProcess::NormalExit)
        result.exitCode = process.exitCode();
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

QJsonObject CultivarProcess::json() const
{
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(out, &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

QStringList CultivarProcess::errorLines() const
{
    return QString::fromUtf8(err).split(u'\n', Qt::SkipEmptyParts);
}
