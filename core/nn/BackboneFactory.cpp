// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/nn/BackboneFactory.h"

#include <map>

namespace cultivar::nn {

namespace {

using Maker = std::function<std::shared_ptr<Backbone>()>;

const std::map<std::string, Maker>& makers()
{
    static const std::map<std::string, Maker> table{
        {"mobilenet_v2", [] { return makeMobileNetV2(1.0); }},
        {"resnet18", makeResNet18},
        {"resnet50", makeResNet50},
        {"sprout", makeSprout},
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
