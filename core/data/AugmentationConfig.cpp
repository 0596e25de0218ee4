// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/AugmentationConfig.h"

namespace cultivar {

namespace {

/// One number of the configuration: where it is kept, what files call it and how far it may go from 0.
struct Field
{
    double AugmentationConfig::*value;
    const char* key;
    const char* name;
    double limit;
    const char* range;
};

constexpr Field kFields[] = {
    {&AugmentationConfig::rotationDegrees, "rotation_degrees", "rotation", 180.0, "0 to 180 degrees"},
    {&AugmentationConfig::shift, "shift", "shift", 0.5, "0 to 0.5 of the side"},
    {&AugmentationConfig::zoom, "zoom", "zoom", 0.9, "0 to 0.9"},
    {&AugmentationConfig::shearDegrees, "shear_degrees", "shear", 60.0, "0 to 60 degrees"},
    {&AugmentationConfig::brightness, "brightness", "brightness", 1.0, "0 to 1"},
    {&AugmentationConfig::contrast, "contrast", "contrast", 1.0, "0 to 1"},
    {&AugmentationConfig::saturation, "saturation", "saturation", 1.0, "0 to 1"},
    {&AugmentationConfig::hue, "hue", "hue", 0.5, "0 to 0.5"},
    {&AugmentationConfig::blur, "blur", "blur", 20.0, "0 to 20 pixels"},
    {&AugmentationConfig::erasing, "erasing", "erasing", 1.0, "0 to 1"},
    {&AugmentationConfig::cropping, "cropping", "cropping", 0.95, "0 to 0.95"},
};

struct Switch
{
    bool AugmentationConfig::*value;
    const char* key;
};

constexpr Switch kSwitches[] = {
    {&AugmentationConfig::isEnabled, "enabled"},
    {&AugmentationConfig::horizontalFlip, "horizontal_flip"},
    {&AugmentationConfig::verticalFlip, "vertical_flip"},
};

} // namespace

AugmentationConfig AugmentationConfig::preset(AugmentationPreset preset)
{
    AugmentationConfig config;
    switch (preset) {
    case AugmentationPreset::None:
        config.isEnabled = false;
        break;
    case AugmentationPreset::Light:
        config.rotationDegrees = 0.0;
        config.shift = 0.0;
        config.cropping = 0.4;
        break;
    case AugmentationPreset::Classic:
        break;
    case AugmentationPreset::Strong:
        config.rotationDegrees = 30.0;
        config.zoom = 0.2;
        config.shearDegrees = 10.0;
        config.brightness = config.contrast = config.saturation = 0.3;
        config.hue = 0.05;
        config.blur = 1.0;
        config.erasing = 0.25;
        break;
    }
    return config;
}

std::optional<AugmentationPreset> AugmentationConfig::presetOf(const AugmentationConfig& config)
{
    if (!config.isEnabled)
        return AugmentationPreset::None;
    using enum AugmentationPreset;
    for (const AugmentationPreset preset : {Light, Classic, Strong}) {
        if (config == AugmentationConfig::preset(preset))
            return preset;
    }
    return {};
}

QString AugmentationConfig::presetName(AugmentationPreset preset)
{
    constexpr const char* kNames[] = {"none", "light", "classic", "strong"};
    return QLatin1String(kNames[static_cast<int>(preset)]);
}

Result<void> AugmentationConfig::validate() const
{
    for (const Field& field : kFields) {
        const double value = this->*field.value;
        if (!(value >= 0.0 && value <= field.limit)) // not a number fails too
            return failure(
                ErrorCode::InvalidSetting, {},
                QStringLiteral("%1 must be %2").arg(QLatin1String(field.name), QLatin1String(field.range)));
    }
    return {};
}

QJsonObject AugmentationConfig::toJson() const
{
    QJsonObject json;
    for (const Switch& field : kSwitches)
        json[QLatin1String(field.key)] = this->*field.value;
    for (const Field& field : kFields)
        json[QLatin1String(field.key)] = this->*field.value;
    return json;
}

std::optional<AugmentationConfig> AugmentationConfig::fromJson(const QJsonObject& json)
{
    AugmentationConfig config;
    for (const Switch& field : kSwitches) {
        const QJsonValue value = json[QLatin1String(field.key)];
        if (!value.isUndefined() && !value.isBool())
            return {};
        config.*field.value = value.toBool(config.*field.value);
    }
    for (const Field& field : kFields) {
        const QJsonValue value = json[QLatin1String(field.key)];
        if (!value.isUndefined() && !value.isDouble())
            return {};
        config.*field.value = value.toDouble(config.*field.value);
    }
    if (!config.validate())
        return {};
    return config;
}

} // namespace cultivar
