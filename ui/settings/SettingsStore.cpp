// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/SettingsStore.h"

#include <QSettings>

namespace cultivar {

namespace {

constexpr auto kAppearance = "appearance";
constexpr auto kGeometry = "window/geometry";
constexpr auto kLastDataset = "data/last";
constexpr auto kDialogFolder = "dialogs/folder";
constexpr auto kBackbone = "train/backbone";
constexpr auto kWeightsMirror = "weights-mirror";
constexpr auto kWeights = "weights";

// Paths are kept as bytes: names that are not UTF-8 survive.
QByteArray bytesOf(const std::filesystem::path& path)
{
    return QByteArray::fromStdString(path.native());
}

std::filesystem::path pathOf(const QVariant& value)
{
    return {value.toByteArray().toStdString()};
}

} // namespace

Settings SettingsStore::load()
{
    QSettings store(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("cultivar"),
                    QStringLiteral("cultivar"));
    Settings settings;
    const int appearance = store.value(QLatin1String(kAppearance), 0).toInt();
    if (appearance >= 0 && appearance <= static_cast<int>(Appearance::Dark))
        settings.appearance = static_cast<Appearance>(appearance);
    settings.windowGeometry = store.value(QLatin1String(kGeometry)).toByteArray();
    settings.lastDataset = pathOf(store.value(QLatin1String(kLastDataset)));
    settings.dialogFolder = pathOf(store.value(QLatin1String(kDialogFolder)));
    settings.backbone = store.value(QLatin1String(kBackbone)).toString();
    settings.weightsMirror = store.value(QLatin1String(kWeightsMirror)).toString();
    store.beginGroup(QLatin1String(kWeights));
    for (const QString& backbone : store.childKeys())
        settings.weights[backbone] = pathOf(store.value(backbone));
    return settings;
}

void SettingsStore::save(const Settings& settings)
{
    QSettings store(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("cultivar"),
                    QStringLiteral("cultivar"));
    store.setValue(QLatin1String(kAppearance), static_cast<int>(settings.appearance));
    store.setValue(QLatin1String(kGeometry), settings.windowGeometry);
    store.setValue(QLatin1String(kLastDataset), bytesOf(settings.lastDataset));
    store.setValue(QLatin1String(kDialogFolder), bytesOf(settings.dialogFolder));
    store.setValue(QLatin1String(kBackbone), settings.backbone);
    if (settings.weightsMirror.isEmpty())
        store.remove(QLatin1String(kWeightsMirror));
    else
        store.setValue(QLatin1String(kWeightsMirror), settings.weightsMirror);
    store.beginGroup(QLatin1String(kWeights));
    for (const auto& [backbone, path] : settings.weights)
        store.setValue(backbone, bytesOf(path));
}

} // namespace cultivar
