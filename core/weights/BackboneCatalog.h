// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/data/Preprocessing.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace cultivar {

/// What is known about one backbone: the facts shown on its card, and the only source of its preprocessing.
struct BackboneInfo
{
    QString name; // "mobilenet_v2": torchvision's own name, used on the command line and in model files
    QString displayName; // "MobileNetV2"
    QString family;
    QString goodFor; // one line
    QString licence;
    QString weightsUrl;              // empty when there are no published weights
    double parametersMillions = 0.0; // with the ImageNet classifier
    double gflops = 0.0;             // multiply-adds per image at the input size, in 1e9
    double top1 = 0.0;               // ImageNet accuracy of the published weights, 0–1; 0 without
    qint64 weightsBytes = 0;         // exactly, or 0 where that is not known
    Preprocessing preprocessing;

    bool isFeatured = false; // among the few that are shown first

    /// Of the weights file; where that is not known, what its values need.
    qint64 downloadBytes() const
    {
        return weightsBytes > 0 ? weightsBytes : static_cast<qint64>(parametersMillions * 4e6);
    }
    bool needsWeights() const { return !weightsUrl.isEmpty(); }
};

/// The catalogue: resources/backbones.json, read once. Thread-safe after construction.
class BackboneCatalog
{
public:
    static const std::vector<BackboneInfo>& all();
    /// Error: UnknownBackbone, whose detail lists the known names.
    static Result<BackboneInfo> find(const QString& name);
    static QStringList names();
    /// The network of our own that needs no download.
    static QString offlineDefault();
};

} // namespace cultivar
