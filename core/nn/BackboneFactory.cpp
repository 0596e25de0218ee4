// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"

#include <map>

namespace cultivar::nn {

namespace {

using Maker = std::function<std::shared_ptr<Backbone>()>;

Maker resNet(const ResNetShape& shape)
{
    return [shape] { return makeResNet(shape); };
}

Maker vgg(const std::array<int, 5>& convsPerStage, bool isNormalised)
{
    return [=] { return makeVgg(convsPerStage, isNormalised); };
}

Maker denseNet(const std::array<int, 4>& layersPerBlock)
{
    return [=] { return makeDenseNet(layersPerBlock); };
}

const std::map<std::string, Maker>& makers()
{
    static const std::map<std::string, Maker> table{
        {"mobilenet_v2", [] { return makeMobileNetV2(1.0); }},
        {"resnet18", resNet({{2, 2, 2, 2}})},
        {"resnet34", resNet({{3, 4, 6, 3}})},
        {"resnet50", resNet({{3, 4, 6, 3}, true})},
        {"resnet101", resNet({{3, 4, 23, 3}, true})},
        {"resnet152", resNet({{3, 8, 36, 3}, true})},
        {"resnext50_32x4d", resNet({{3, 4, 6, 3}, true, 32, 4})},
        {"resnext101_32x8d", resNet({{3, 4, 23, 3}, true, 32, 8})},
        {"wide_resnet50_2", resNet({{3, 4, 6, 3}, true, 1, 128})},
        {"sprout", makeSprout},
        {"vgg11", vgg({1, 1, 2, 2, 2}, false)},
        {"vgg11_bn", vgg({1, 1, 2, 2, 2}, true)},
        {"vgg13", vgg({2, 2, 2, 2, 2}, false)},
        {"vgg13_bn", vgg({2, 2, 2, 2, 2}, true)},
        {"vgg16", vgg({2, 2, 3, 3, 3}, false)},
        {"vgg16_bn", vgg({2, 2, 3, 3, 3}, true)},
        {"vgg19", vgg({2, 2, 4, 4, 4}, false)},
        {"vgg19_bn", vgg({2, 2, 4, 4, 4}, true)},
        {"squeezenet1_0", makeSqueezeNet10},
        {"squeezenet1_1", makeSqueezeNet11},
        {"densenet121", denseNet({6, 12, 24, 16})},
        {"mobilenet_v3_small", makeMobileNetV3Small},
        {"mobilenet_v3_large", makeMobileNetV3Large},
        {"inception_v3", makeInceptionV3},
        {"efficientnet_b0", [] { return makeEfficientNet(0); }},
        {"efficientnet_b1", [] { return makeEfficientNet(1); }},
        {"efficientnet_b2", [] { return makeEfficientNet(2); }},
        {"efficientnet_b3", [] { return makeEfficientNet(3); }},
        {"efficientnet_b4", [] { return makeEfficientNet(4); }},
        {"efficientnet_b5", [] { return makeEfficientNet(5); }},
        {"efficientnet_b6", [] { return makeEfficientNet(6); }},
        {"efficientnet_b7", [] { return makeEfficientNet(7); }},
        {"efficientnet_v2_s", [] { return makeEfficientNetV2(NetworkSize::Small); }},
        {"efficientnet_v2_m", [] { return makeEfficientNetV2(NetworkSize::Medium); }},
        {"efficientnet_v2_l", [] { return makeEfficientNetV2(NetworkSize::Large); }},
        {"regnet_y_400mf", [] { return makeRegNetY("400mf"); }},
        {"regnet_y_800mf", [] { return makeRegNetY("800mf"); }},
        {"regnet_y_1_6gf", [] { return makeRegNetY("1_6gf"); }},
        {"regnet_y_3_2gf", [] { return makeRegNetY("3_2gf"); }},
        {"regnet_y_8gf", [] { return makeRegNetY("8gf"); }},
        {"regnet_y_16gf", [] { return makeRegNetY("16gf"); }},
        {"convnext_tiny", [] { return makeConvNeXt(NetworkSize::Tiny); }},
        {"convnext_small", [] { return makeConvNeXt(NetworkSize::Small); }},
        {"convnext_base", [] { return makeConvNeXt(NetworkSize::Base); }},
        {"vit_b_16", makeViTB16},
        {"swin_t", [] { return makeSwin(NetworkSize::Tiny); }},
        {"swin_s", [] { return makeSwin(NetworkSize::Small); }},
    };
    return table;
}

} // namespace

std::shared_ptr<Backbone> makeBackbone(const std::string& name)
{
    const auto maker = makers().find(name);
    return maker == makers().end() ? nullptr : maker->second();
}

std::vector<std::string> backboneNames()
{
    std::vector<std::string> names;
    for (const auto& [name, maker] : makers())
        names.push_back(name);
    return names;
}

} // namespace cultivar::nn
