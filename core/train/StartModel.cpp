// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/StartModel_p.h"

#include "core/base/Paths.h"
#include "core/weights/Download.h"

#include <algorithm>

namespace cultivar {

Result<StartModel> StartModel::open(const TrainingConfig& config, const CancelToken& cancel)
{
    auto model = loadModel(config.startModel);
    if (!model)
        return tl::unexpected(model.error());
    const auto differs = [&](const QString& what) {
        return failure(ErrorCode::InvalidSetting, config.startModel,
                       QStringLiteral("the model to start from has another %1").arg(what));
    };
    const ModelDescription& description = model->description;
    if (description.backbone != config.backbone)
        return differs(QStringLiteral("backbone, %1").arg(description.backbone));
    const bool isClassic = description.head.type == HeadSpec::Type::Classic;
    if (description.head.type != config.head.type ||
        (isClassic && description.head.hidden != config.head.hidden))
        return differs(QStringLiteral("head"));
    const auto sha256 = sha256OfFile(config.startModel, cancel);
    if (!sha256)
        return tl::unexpected(sha256.error());
    return StartModel(config.startModel, QString::fromLatin1(*sha256), std::move(*model));
}

Result<Classifier> StartModel::grownTo(const QStringList& classes) const
{
    std::vector<std::int64_t> rows;
    for (const QString& name : classes)
        rows.push_back(m_model.description.classes.indexOf(name));
    auto grown = Classifier::create(m_model.description.backbone, m_model.description.head,
                                    static_cast<int>(classes.size()));
    if (grown)
        grown->growFrom(m_model.classifier, rows);
    return grown;
}

QStringList StartModel::droppedFor(const QStringList& classes) const
{
    QStringList dropped = m_model.description.classes;
    dropped.removeIf([&](const QString& name) { return classes.contains(name); });
    return dropped;
}

ItemSides StartModel::sidesOf(const std::vector<std::optional<ImageSignature>>& images) const
{
    const auto& seen = m_model.description.seen;
    ItemSides sides;
    for (std::size_t i = 0; seen && i < images.size(); ++i)
        sides.push_back(seen->isTrained(images[i])    ? Subset::Train
                        : seen->isHeldBack(images[i]) ? Subset::Validation
                                                      : Subset::Unassigned);
    return sides;
}

QJsonObject StartModel::toJson() const
{
    return {{"model", displayPath(m_path.filename())}, {"sha256", m_sha256}};
}

std::vector<Error> StartModel::noticesFor(const QStringList& classes, const SplitPlan& split,
                                          const ItemSides& sides) const
{
    std::vector<Error> notices;
    if (const QStringList dropped = droppedFor(classes); !dropped.isEmpty())
        notices.push_back({ErrorCode::ClassesDropped, m_path, dropped.join(QStringLiteral(", "))});
    if (sides.empty()) {
        notices.push_back({ErrorCode::SeenBefore, m_path,
                           QStringLiteral("it does not say which images it was trained on")});
        return notices;
    }
    std::ptrdiff_t seen = 0;
    for (const std::vector<std::size_t>* part : {&split.validation, &split.test})
        seen += std::count_if(part->begin(), part->end(),
                              [&](std::size_t item) { return sides[item] == Subset::Train; });
    if (seen > 0)
        notices.push_back({ErrorCode::SeenBefore, m_path,
                           QStringLiteral("%1 of the images that judge trained it").arg(seen)});
    return notices;
}

SeenImages seenImages(const StartModel* start, const SplitPlan& split,
                      const std::vector<std::optional<ImageSignature>>& signatures)
{
    std::vector<ImageSignature> trained, heldBack;
    if (start && start->description().seen)
        trained = start->description().seen->trained();
    const auto append = [&](const std::vector<std::size_t>& items, std::vector<ImageSignature>& to) {
        for (const std::size_t item : items) {
            if (const auto& signature = signatures[item])
                to.push_back(*signature);
        }
    };
    append(split.train, trained);
    append(split.validation, heldBack);
    return {std::move(trained), std::move(heldBack)};
}

} // namespace cultivar
