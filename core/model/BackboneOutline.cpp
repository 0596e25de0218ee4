// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/BackboneOutline.h"

#include "core/nn/BackboneFactory.h"

#include <torch/library.h>

#include <map>
#include <mutex>

namespace cultivar {

namespace {

// Nearly all the time that building a network takes goes into drawing random values, up to seconds of it, and
// an outline has no use for them. A dispatch key that LibTorch leaves free stands before the kernels that
// draw them; it counts on this thread, while a guard includes it, and lets everything else through.
constexpr auto kDrawsNothing = c10::DispatchKey::TESTING_ONLY_GenericMode;

torch::Tensor& leaveAsItIs(torch::Tensor& values, double, double, c10::optional<at::Generator>)
{
    return values;
}

TORCH_LIBRARY_IMPL(_, TESTING_ONLY_GenericMode, library)
{
    library.fallback(torch::CppFunction::makeFallthrough());
}

TORCH_LIBRARY_IMPL(aten, TESTING_ONLY_GenericMode, library)
{
    library.impl("uniform_", leaveAsItIs);
    library.impl("normal_", leaveAsItIs);
}

BackboneOutline outlineOf(const nn::Backbone& backbone)
{
    BackboneOutline outline;
    outline.featureWidth = backbone.featureWidth();
    for (std::size_t i = 0; i < backbone.blockCount(); ++i)
        outline.blocks.push_back({QString::fromStdString(backbone.blockName(i)), {}, 0});
    for (const nn::Backbone::Layer& layer : backbone.layers()) {
        std::int64_t parameters = 0;
        for (const torch::Tensor& parameter : layer.module->parameters(/*recurse=*/false))
            parameters += parameter.numel();
        auto& block = outline.blocks[layer.block];
        block.layers.push_back({QString::fromStdString(layer.name), parameters});
        block.parameters += parameters;
    }
    return outline;
}

bool matches(const QString& wanted, const QString& name)
{
    return name == wanted || name.startsWith(wanted + QLatin1Char('.'));
}

} // namespace

int BackboneOutline::layerCount() const
{
    int count = 0;
    for (const Block& block : blocks)
        count += static_cast<int>(block.layers.size());
    return count;
}

std::int64_t BackboneOutline::parameterCount() const
{
    std::int64_t count = 0;
    for (const Block& block : blocks)
        count += block.parameters;
    return count;
}

Result<BackboneOutline> BackboneOutline::of(const QString& backbone)
{
    static std::mutex mutex;
    static std::map<QString, BackboneOutline> known;
    std::lock_guard lock(mutex);
    if (const auto it = known.find(backbone); it != known.end())
        return it->second;
    const c10::impl::IncludeDispatchKeyGuard guard(kDrawsNothing);
    const auto network = nn::makeBackbone(backbone.toStdString());
    if (!network)
        return failure(ErrorCode::UnknownBackbone, {}, backbone);
    return known.emplace(backbone, outlineOf(*network)).first->second;
}

Result<UnfreezeSpec> UnfreezeSpec::parse(const QString& text)
{
    UnfreezeSpec spec;
    if (text == QLatin1String("none") || text == QLatin1String("0"))
        return spec;
    if (text == QLatin1String("all")) {
        spec.kind = Kind::All;
        return spec;
    }
    bool isNumber = false;
    if (const int layers = text.toInt(&isNumber); isNumber) {
        if (layers < 0)
            return failure(ErrorCode::InvalidSetting, {},
                           QStringLiteral("the number of layers to unfreeze must not be negative"));
        spec.kind = Kind::LastLayers;
        spec.lastLayers = layers;
        return spec;
    }
    spec.kind = Kind::Blocks;
    for (const QString& block : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
        spec.blocks.append(block.trimmed());
    if (spec.blocks.isEmpty())
        return failure(ErrorCode::InvalidSetting, {},
                       QStringLiteral("nothing named to unfreeze: none, all, a number or block names"));
    return spec;
}

QString UnfreezeSpec::toString() const
{
    switch (kind) {
    case Kind::None:
        return QStringLiteral("none");
    case Kind::All:
        return QStringLiteral("all");
    case Kind::LastLayers:
        return QString::number(lastLayers);
    case Kind::Blocks:
        return blocks.join(QLatin1Char(','));
    }
    Q_UNREACHABLE();
}

Result<std::vector<bool>> UnfreezeSpec::trainableLayers(const BackboneOutline& outline) const
{
    const int count = outline.layerCount();
    std::vector<bool> trainable(static_cast<std::size_t>(count), kind == Kind::All);
    if (kind == Kind::LastLayers) {
        for (int i = std::max(0, count - lastLayers); i < count; ++i)
            trainable[static_cast<std::size_t>(i)] = true;
    }
    if (kind != Kind::Blocks)
        return trainable;
    for (const QString& wanted : blocks) {
        bool isKnown = false;
        std::size_t index = 0;
        for (const auto& block : outline.blocks) {
            for (const auto& layer : block.layers) {
                if (matches(wanted, block.name) || matches(wanted, layer.name))
                    isKnown = trainable[index] = true;
                ++index;
            }
        }
        if (!isKnown) {
            QStringList known;
            for (const auto& block : outline.blocks)
                known.append(block.name);
            return failure(
                ErrorCode::UnknownBlock, {},
                QStringLiteral("%1 is not one of %2").arg(wanted, known.join(QStringLiteral(", "))));
        }
    }
    return trainable;
}

} // namespace cultivar
