// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

#include <optional>
#include <span>

namespace cultivar {

/// Temperature scaling (Guo et al., 2017): logits are divided by one number before the softmax, so that the
/// model is right as often as it says. The order of the classes stays. A value; travels in the model file.
struct Calibration
{
    double temperature = 1.0;
    double errorBefore = 0.0, errorAfter = 0.0; // expected calibration error where it was fitted, 0–1

    /// Minimises the mean negative log-likelihood of @p labels [N] under @p logits [N, classes], row by row.
    /// The targets are those of one image more that belongs to every class in equal parts (after Platt,
    /// 1999): where all images are right, nothing else would keep the temperature from 0. Without images: 1.
    static Calibration fit(std::span<const double> logits, std::span<const int> labels);

    QJsonObject toJson() const;
    /// Nothing where the temperature is no positive number.
    static std::optional<Calibration> fromJson(const QJsonObject& json);
};

} // namespace cultivar
