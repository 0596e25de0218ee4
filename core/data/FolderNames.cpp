// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FolderNames.h"

#include <QRegularExpression>

namespace cultivar {

namespace {

constexpr qsizetype kLongestName = 200; // bytes; file systems take 255, and a number may be added

bool isIllegal(QChar c)
{
    return c.category() == QChar::Other_Control || QStringLiteral("/\\<>:\"|?*").contains(c);
}

/// Windows' names of devices, whatever follows a dot.
bool isReserved(const QString& name)
{
    static const QRegularExpression devices(QStringLiteral("^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?$"),
                                            QRegularExpression::CaseInsensitiveOption);
    return devices.match(name).hasMatch();
}

} // namespace

std::string safeFolderName(const QString& className)
{
    QString name = className;
    for (QChar& c : name) {
        if (isIllegal(c))
            c = u'_';
    }
    name = name.trimmed();
    if (name.startsWith(u'.') || isReserved(name))
        name.prepend(u'_');
    while (name.toUtf8().size() > kLongestName)
        name.chop(name.back().isLowSurrogate() ? 2 : 1);
    while (name.endsWith(u'.') || name.endsWith(u' '))
        name.chop(1);
    return name.isEmpty() ? "_" : name.toUtf8().toStdString();
}

} // namespace cultivar
