// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/nn/Backbone.h"

#include <array>

namespace cultivar::nn {

/// Builds the network called @p name (torchvision's name, or "sprout") with random values; null for an
/// unknown name. Construction only allocates; call initialize() for values worth training from.
std::shared_ptr<Backbone> makeBackbone(const std::string& name);

/// The names makeBackbone knows.
std::vector<std::string> backboneNames();

/// What tells the residual networks apart. Groups and their width concern bottlenecks only.
struct ResNetShape
{
    std::array<int, 4> unitsPerStage;
    bool isBottleneck = false;
    std::int64_t groups = 1;
    std::int64_t widthPerGroup = 64; // in the first stage; doubles from stage to stage
};

// One maker per family, each in the file of its family.
std::shared_ptr<Backbone> makeMobileNetV2(double widthMultiplier);
std::shared_ptr<Backbone> makeResNet(const ResNetShape& shape);
std::shared_ptr<Backbone> makeSprout();
std::shared_ptr<Backbone> makeVgg(const std::array<int, 5>& convsPerStage, bool isNormalised);
std::shared_ptr<Backbone> makeSqueezeNet10();
std::shared_ptr<Backbone> makeSqueezeNet11();
std::shared_ptr<Backbone> makeDenseNet(const std::array<int, 4>& layersPerBlock);
std::shared_ptr<Backbone> makeMobileNetV3Small();
std::shared_ptr<Backbone> makeMobileNetV3Large();
std::shared_ptr<Backbone> makeInceptionV3();

enum class NetworkSize { Tiny, Small, Medium, Base, Large };
std::shared_ptr<Backbone> makeEfficientNet(int scale); // 0 … 7
std::shared_ptr<Backbone> makeEfficientNetV2(NetworkSize size);
std::shared_ptr<Backbone> makeRegNetY(const std::string& complexity); // "400mf" … "16gf"
std::shared_ptr<Backbone> makeConvNeXt(NetworkSize size);
std::shared_ptr<Backbone> makeViTB16();
std::shared_ptr<Backbone> makeSwin(NetworkSize size);

} // namespace cultivar::nn
