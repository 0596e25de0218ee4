// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Paths.h"
#include "core/model/ModelFile_p.h"
#include "core/weights/BackboneCatalog.h"

#include <QTemporaryDir>

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
    return {std::move(description), std::move(classifier), {}};
}

/// Such a model as the file m.cultivar in @p folder.
inline Result<std::filesystem::path> saveRandomModel(const QTemporaryDir& folder)
{
    const auto path = toPath(folder.filePath(QStringLiteral("m.cultivar")));
    const LoadedModel model = randomModel();
    return saveModel(path, model.classifier, model.description).map([&] { return path; });
}

} // namespace cultivar
