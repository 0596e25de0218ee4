// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Preprocessing.h"

#include <QJsonObject>

#include <optional>

namespace cultivar {

/// Preprocessing as the catalogue and the model file spell it:
/// {policy, resize, crop, interpolation, mean: [r, g, b], std: [r, g, b]}.
QJsonObject toJson(const Preprocessing& preprocessing);
/// Nothing when a field is missing, of another kind or out of range.
std::optional<Preprocessing> preprocessingFromJson(const QJsonObject& json);

} // namespace cultivar
