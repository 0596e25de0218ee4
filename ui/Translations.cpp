// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace cultivar {

void installTranslations()
{
    const QString name = QStringLiteral("cultivarTranslator");
    if (qApp->findChild<QTranslator*>(name))
        return;
    auto* translator = new QTranslator(qApp);
    translator->setObjectName(name);
    const QString prefix = QStringLiteral("cultivar");
    const QString folder = QStringLiteral(":/i18n");
    if (translator->load(QLocale(), prefix, QStringLiteral("_"), folder) ||
        translator->load(prefix + QStringLiteral("_en"), folder))
        QCoreApplication::installTranslator(translator);
}

} // namespace cultivar
