// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace cultivar {

/// The freezable structure of a backbone for the layer list: named blocks from input to output, each with its
/// parameter-bearing layers (each convolution, linear or normalisation layer is one).
struct BackboneOutline
{
    struct Layer
    {
        QString name; // torchvision's, "layer4.1.conv2"
        std::int64_t parameters = 0;
    };
    struct Block
    {
        QString name; // "features.17"
        std::vector<Layer> layers;
        std::int64_t parameters = 0;
    };
    std::vector<Block> blocks;
    std::int64_t featureWidth = 0;

    int layerCount() const;
    std::int64_t parameterCount() const;

    /// Builds the network once, without values, to list it: milliseconds. Error: UnknownBackbone.
    static Result<BackboneOutline> of(const QString& backbone);
};

/// Which layers of the backbone train.
struct UnfreezeSpec
{
    enum class Kind { None, All, LastLayers, Blocks };
    Kind kind = Kind::None;
    int lastLayers = 10; // Kind::LastLayers
    QStringList blocks; // Kind::Blocks: names of blocks or layers, or the start of one up to a dot ("layer4")

    bool operator==(const UnfreezeSpec&) const = default;
    /// "none", "all", "10", "layer3,layer4.0": the command line's spelling. Error: InvalidSetting.
    static Result<UnfreezeSpec> parse(const QString& text);
    QString toString() const;
    /// One flag per parameter-bearing layer of @p outline, in order: whether it trains.
    /// Error: UnknownBlock, whose detail lists the known blocks.
    Result<std::vector<bool>> trainableLayers(const BackboneOutline& outline) const;
};

/// Trainable values in the backbone and in the whole model with its head.
struct ParameterCount
{
    std::int64_t trainable = 0;
    std::int64_t total = 0;
};

} // namespace cultivar
