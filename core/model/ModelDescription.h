// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/data/Preprocessing.h"
#include "core/model/Calibration.h"
#include "core/model/SeenImages.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace cultivar {

/// The new classifier on top of the pooled features.
struct HeadSpec
{
    enum class Type {
        Classic,
        Linear
    }; // Linear(w, hidden) → ReLU → Dropout → Linear(hidden, classes), or one Linear
    Type type = Type::Classic;
    int hidden = 256;
    double dropout = 0.5;

    bool operator==(const HeadSpec&) const = default;
};

/// Everything about a model but its numbers: what the `cultivar` metadata entry of a model file holds.
struct ModelDescription
{
    QString backbone;
    QStringList classes; // in logit order
    HeadSpec head;
    Preprocessing preprocessing;
    QJsonObject training;                   // how it was made: settings, seed, versions, accuracies
    std::optional<Calibration> calibration; // of the finished model; older files have none
    std::optional<SeenImages> seen;         // of a trained model; older files have none

    double temperature() const { return calibration ? calibration->temperature : 1.0; }

    QByteArray toJson() const;
    /// Errors: DamagedModel, UnsupportedModelVersion, UnknownBackbone.
    static Result<ModelDescription> fromJson(const QByteArray& json, const std::filesystem::path& path);
};

} // namespace cultivar
