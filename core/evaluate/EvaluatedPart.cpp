// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/EvaluatedPart.h"

#include <QThread>

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

/// Those of @p items for which @p isWanted, asked with what the model has seen, is true.
template <typename Wanted>
Result<std::vector<std::size_t>> chosenBySeen(std::vector<std::size_t> items, const Dataset& dataset,
                                              const ModelDescription& model, const CancelToken& cancel,
                                              Wanted isWanted)
{
    if (!model.seen)
        return failure(ErrorCode::SplitUnknown, dataset.root,
                       QStringLiteral("the model does not say which images it was trained on"));
    const auto signatures = signaturesOf(dataset, QThread::idealThreadCount(), cancel);
    if (cancel.isCancelled())
        return failure(ErrorCode::Cancelled);
    std::erase_if(items, [&](std::size_t item) { return !isWanted(*model.seen, signatures[item]); });
    return items;
}

Result<std::vector<std::size_t>> heldBack(const Dataset& dataset, const ModelDescription& model,
                                          const CancelToken& cancel)
{
    if (dataset.hasSubset(Subset::Validation))
        return itemsIn(dataset, Subset::Validation);
    auto items = chosenBySeen(
        everyItem(dataset), dataset, model, cancel,
        [](const SeenImages& seen, const auto& signature) { return seen.isHeldBack(signature); });
    if (items && items->empty())
        return failure(ErrorCode::SplitUnknown, dataset.root,
                       QStringLiteral("it has none of the images that the training held back"));
    return items;
}

Result<std::vector<std::size_t>> unseen(std::vector<std::size_t> items, const Dataset& dataset,
                                        const ModelDescription& model, const CancelToken& cancel)
{
    auto left = chosenBySeen(
        std::move(items), dataset, model, cancel,
        [](const SeenImages& seen, const auto& signature) { return !seen.isTrained(signature); });
    if (left && left->empty())
        return failure(ErrorCode::NoImages, dataset.root,
                       QStringLiteral("the model was trained on each of them"));
    return left;
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
    case EvaluatedPart::Unseen:
        return QStringLiteral("unseen");
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
    if (part == EvaluatedPart::Unseen)
        return unseen(everyItem(dataset), dataset, model, cancel);
    auto test = itemsIn(dataset, Subset::Test);
    if (part == EvaluatedPart::All || (part == EvaluatedPart::Usual && test.empty()))
        return everyItem(dataset);
    if (test.empty())
        return failure(ErrorCode::NoImages, dataset.root, QStringLiteral("it has no test folder"));
    return test;
}

EvaluatedPart resolved(EvaluatedPart part, const Dataset& dataset, EvaluatedPart otherwise)
{
    if (part != EvaluatedPart::Usual)
        return part;
    return dataset.hasSubset(Subset::Test) ? EvaluatedPart::Test : otherwise;
}

Result<EvaluatedItems> itemsFairTo(const ModelDescription& model, const ModelDescription& rival,
                                   EvaluatedPart part, const Dataset& dataset, const CancelToken& cancel)
{
    // What nobody tells cannot be left out.
    const bool isToldAtAll = model.seen || rival.seen;
    part = resolved(part, dataset, isToldAtAll ? EvaluatedPart::Unseen : EvaluatedPart::All);
    auto items = part == EvaluatedPart::Unseen ? everyItem(dataset) : itemsOf(part, dataset, model, cancel);
    for (const ModelDescription* judged : {&model, &rival}) {
        if (items && judged->seen && part != EvaluatedPart::All)
            items = unseen(std::move(*items), dataset, *judged, cancel);
    }
    return items.map([part](std::vector<std::size_t>& chosen) {
        return EvaluatedItems{part, std::move(chosen)};
    });
}

} // namespace cultivar
