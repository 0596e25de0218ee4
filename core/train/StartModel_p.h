// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/SplitPlan.h"
#include "core/model/ModelFile_p.h"
#include "core/train/TrainingConfig.h"

namespace cultivar {

/// The model that a run starts from, and what of it goes on into the new one. One thread.
class StartModel
{
public:
    /// @p config: how the run was asked for. Errors: those of loadModel(), Cancelled; InvalidSetting where
    /// backbone or head are not the model's.
    static Result<StartModel> open(const TrainingConfig& config, const CancelToken& cancel);

    const ModelDescription& description() const { return m_model.description; }
    QString sha256() const { return m_sha256; }
    /// A network for @p classes that knows what the model does: all but the last layer as it is, and there
    /// the rows of the classes that both have, matched by name.
    Result<Classifier> grownTo(const QStringList& classes) const;
    /// Those that the model knows and @p classes lacks.
    QStringList droppedFor(const QStringList& classes) const;
    /// Where the model's training had the images with these signatures. Empty where it does not say.
    ItemSides sidesOf(const std::vector<std::optional<ImageSignature>>& images) const;
    /// What of it does not go on into a model of @p classes, and what would make that look better than it is.
    /// @p sides: from sidesOf().
    std::vector<Error> noticesFor(const QStringList& classes, const SplitPlan& split,
                                  const ItemSides& sides) const;
    /// For the new model's description: name and hash of the file.
    QJsonObject toJson() const;

private:
    StartModel(std::filesystem::path path, QString sha256, LoadedModel model)
        : m_path(std::move(path)), m_sha256(std::move(sha256)), m_model(std::move(model))
    {
    }

    std::filesystem::path m_path;
    QString m_sha256;
    LoadedModel m_model;
};

/// The images that a run's model has met, itself and as the one that it started from, or null. @p signatures:
/// of all items, as far as they can be read.
SeenImages seenImages(const StartModel* start, const SplitPlan& split,
                      const std::vector<std::optional<ImageSignature>>& signatures);

} // namespace cultivar
