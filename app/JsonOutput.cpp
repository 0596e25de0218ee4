// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/JsonOutput.h"

#include "app/Terminal.h"

#include <QJsonDocument>

namespace cultivar {

namespace {

Result<void> print(const QByteArray& bytes)
{
    if (writeStandardOutput(bytes))
        return {};
    return failure(ErrorCode::WriteFailed, {}, QStringLiteral("standard output"));
}

} // namespace

Result<void> printJson(const QJsonObject& document)
{
    return print(QJsonDocument(document).toJson());
}

Result<void> printText(const QString& text)
{
    return print(text.toUtf8());
}

} // namespace cultivar
