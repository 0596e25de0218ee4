// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/weights/BackboneCatalog.h"

#include "core/weights/PreprocessingJson.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

static void initCoreResources()
{
    Q_INIT_RESOURCE(core); // a static library's resources are not registered by themselves
}

namespace cultivar {

namespace {

BackboneInfo infoFromJson(const QJsonObject& json)
{
    BackboneInfo info;
    info.name = json["name"].toString();
    info.displayName = json["displayName"].toString();
    info.family = json["family"].toString();
    info.goodFor = json["goodFor"].toString();
    info.licence = json["licence"].toString();
    info.weightsUrl = json["weightsUrl"].toString();
    info.parametersMillions = json["parametersMillions"].toDouble();
    info.gflops = json["gflops"].toDouble();
    info.top1 = json["top1"].toDouble();
    info.isFeatured = json["isFeatured"].toBool();
    info.weightsBytes = json["weightsBytes"].toInteger();
    const auto preprocessing = preprocessingFromJson(json["preprocessing"].toObject());
    Q_ASSERT_X(preprocessing, "backbones.json", qPrintable(info.name));
    info.preprocessing = *preprocessing;
    return info;
}

std::vector<BackboneInfo> readCatalog()
{
    initCoreResources();
    QFile file(QStringLiteral(":/cultivar/backbones.json"));
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen);
    Q_UNUSED(isOpen)
    std::vector<BackboneInfo> catalog;
    const QJsonArray entries = QJsonDocument::fromJson(file.readAll()).array();
    for (const auto& entry : entries)
        catalog.push_back(infoFromJson(entry.toObject()));
    return catalog;
}

} // namespace

const std::vector<BackboneInfo>& BackboneCatalog::all()
{
    static const std::vector<BackboneInfo> catalog = readCatalog();
    return catalog;
}

Result<BackboneInfo> BackboneCatalog::find(const QString& name)
{
    for (const BackboneInfo& info : all()) {
        if (info.name == name)
            return info;
    }
    return failure(ErrorCode::UnknownBackbone, {},
                   QStringLiteral("%1 is not one of %2").arg(name, names().join(QStringLiteral(", "))));
}

QStringList BackboneCatalog::names()
{
    QStringList names;
    for (const BackboneInfo& info : all())
        names.append(info.name);
    return names;
}

QString BackboneCatalog::offlineDefault()
{
    return QStringLiteral("sprout");
}

} // namespace cultivar
