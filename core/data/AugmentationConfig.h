// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace cultivar {

enum class AugmentationPreset { None, Light, Classic, Strong };

/// Random variation of training images; the defaults are the classic recipe. Validation images never pass
/// here.
struct AugmentationConfig
{
    bool isEnabled = true;
    double rotationDegrees = 20.0; // ± this
    double shift = 0.20;           // ± this part of the side, in each direction
    bool horizontalFlip = true;
    bool verticalFlip = false;
    double zoom = 0.0;         // magnified by 1 ± this
    double shearDegrees = 0.0; // ± this
    double brightness = 0.0;   // multiplied by 1 ± this, as the next two
    double contrast = 0.0;
    double saturation = 0.0;
    double hue = 0.0;     // ± this part of the colour circle
    double blur = 0.0;    // standard deviation from 0 to this, in pixels of the crop
    double erasing = 0.0; // the chance that a rectangle is erased
    /// A part of the picture fills the view, of an area smaller by up to this share and somewhat wider or
    /// taller: the usual random resized crop.
    double cropping = 0.0;

    bool operator==(const AugmentationConfig&) const = default;

    static AugmentationConfig preset(AugmentationPreset preset);
    /// The preset with exactly these values; whatever is not enabled is None.
    static std::optional<AugmentationPreset> presetOf(const AugmentationConfig& config);
    /// "none", "light", "classic" or "strong": stable, for files and the command line.
    static QString presetName(AugmentationPreset preset);

    /// Errors: InvalidSetting naming the value and its range.
    Result<void> validate() const;
    QJsonObject toJson() const;
    /// Effects that older files do not name are off. Nothing for values of a wrong type or out of range.
    static std::optional<AugmentationConfig> fromJson(const QJsonObject& json);
};

} // namespace cultivar
