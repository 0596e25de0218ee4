// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/ModelWords.h"

#include "core/weights/BackboneCatalog.h"

#include <QCoreApplication>
#include <QLocale>

namespace cultivar {

namespace {

struct ModelWords
{
    Q_DECLARE_TR_FUNCTIONS(ModelWords)
};

} // namespace

QString modelFacts(const ModelDescription& model)
{
    const auto info = BackboneCatalog::find(model.backbone);
    const QString backbone = info ? info->displayName : model.backbone;
    const QString classes =
        ModelWords::tr("%n class(es): %1", nullptr, static_cast<int>(model.classes.size()))
            .arg(QStringList(model.classes.mid(0, 6)).join(QStringLiteral(", ")) +
                 (model.classes.size() > 6 ? QStringLiteral(", …") : QString()));
    const QJsonValue accuracy = model.training[QLatin1String("val_accuracy")];
    if (!accuracy.isDouble())
        return ModelWords::tr("%1 · %2").arg(backbone, classes);
    return ModelWords::tr("%1 · %2 % of its validation images right · %3")
        .arg(backbone, QLocale().toString(accuracy.toDouble() * 100, 'f', 1), classes);
}

} // namespace cultivar
