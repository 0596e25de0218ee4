// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/EvaluatedPart.h"

#include "core/train/TrainingSplit.h"

namespace cultivar {

namespace {

std::vector<std::size_t> itemsIn(const Dataset& dataset, Subset subset)
{
    std::vector<std::size_t> items;
    for (std::size_t i = 0; i < dataset.items.size(); ++i) {
        if (dataset.items[i].subset == subset)
            items.push_back(i);
    }
    return items;
}

std::vector<std::size_t> everyItem(const Dataset& dataset)
{
    std::vector<std::size_t> items(dataset.items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
        items[i] = i;
    return items;
}

Result<std::vector<std::size_t>> heldBack(const Dataset& dataset, const ModelDescription& model,
                                          const CancelToken& cancel)
{
    if (dataset.hasSubset(Subset::Validation))
        return itemsIn(dataset, Subset::Validation);
    const auto unknown = [&](const QString& why) {
        return failure(ErrorCode::SplitUnknown, dataset.root, why);
    };
    if (!model.training.contains("seed"))
        return unknown(QStringLiteral("the model does not say how its images were divided"));
    if (dataset.classes != model.classes)
        return unknown(QStringLiteral("its classes are not those of the model"));
    TrainingConfig config;
    config.backbone = model.backbone;
    config.seed = static_cast<std::uint64_t>(model.training["seed"].toInteger());
    config.groupBy = model.training["group_by"].toString();
    config.keepsDuplicatesTogether = model.training["duplicates_together"].toBool(); // not in old files
    auto split = splitForTraining(config, dataset, cancel);
    if (!split)
        return tl::unexpected(split.error());
    const QString expected = model.training["val_sha256"].toString();
    if (!expected.isEmpty() && pathsHash(dataset, split->validation) != expected)
        return unknown(
            QStringLiteral("images were added, removed or renamed since, or it is another folder"));
    return std::move(split->validation);
}

} // namespace

QString partName(EvaluatedPart part)
{
    switch (part) {
    case EvaluatedPart::Usual:
        return QStringLiteral("usual");
    case EvaluatedPart::Validation:
        return QStringLiteral("validation");
    case EvaluatedPart::Test:
        return QStringLiteral("test");
    case EvaluatedPart::All:
        return QStringLiteral("all");
    }
    Q_UNREACHABLE();
}

Result<std::vector<std::size_t>> itemsOf(EvaluatedPart part, const Dataset& dataset,
                                         const ModelDescription& model, const CancelToken& cancel)
{
    if (part == EvaluatedPart::Validation)
        return heldBack(dataset, model, cancel);
    auto test = itemsIn(dataset, Subset::Test);
    if (part == EvaluatedPart::All || (part == EvaluatedPart::Usual && test.empty()))
        return everyItem(dataset);
    if (test.empty())
        return failure(ErrorCode::NoImages, dataset.root, QStringLiteral("it has no test folder"));
    return test;
}

} // namespace cultivar
