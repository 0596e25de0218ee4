// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/ModelFile_p.h"
#include "core/weights/BackboneCatalog.h"

namespace cultivar {

/// A Sprout with a head for three classes, random but the same for the same @p seed.
inline LoadedModel randomModel(std::uint64_t seed = 1)
{
    torch::manual_seed(seed);
    ModelDescription description;
    description.backbone = QStringLiteral("sprout");
    description.classes = {QStringLiteral("discs"), QStringLiteral("squares"), QStringLiteral("stripes")};
    description.preprocessing = BackboneCatalog::find(description.backbone)->preprocessing;
    auto classifier = *Classifier::create(description.backbone, description.head, 3);
    return {std::move(description), std::move(classifier)};
}

} // namespace cultivar
