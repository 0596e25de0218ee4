// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/SplitPlan.h"

#include "core/data/DrawOrder_p.h"

#include <algorithm>
#include <cmath>

namespace cultivar {

namespace {

using Indices = std::vector<std::size_t>;

std::size_t validationCount(std::size_t images, double share)
{
    if (images < 2)
        return 0;
    const double wanted = std::round(std::clamp(share, 0.0, 1.0) * static_cast<double>(images));
    return std::clamp<std::size_t>(static_cast<std::size_t>(wanted), 1, images - 1);
}

std::vector<Indices> groupedByClass(const Dataset& dataset, const Indices& indices)
{
    std::vector<Indices> groups(static_cast<std::size_t>(dataset.classes.size()));
    for (const std::size_t index : indices)
        groups[static_cast<std::size_t>(dataset.items[index].label)].push_back(index);
    return groups;
}

/// Moves the drawn part of each class from plan.train to plan.validation.
void drawValidation(const Dataset& dataset, std::uint64_t seed, double share, SplitPlan& plan)
{
    auto groups = groupedByClass(dataset, plan.train);
    plan.train.clear();
    for (std::size_t label = 0; label < groups.size(); ++label) {
        Indices& group = groups[label];
        shuffleByPath(dataset, group, Random{seed, label});
        const auto middle = group.begin() + static_cast<std::ptrdiff_t>(validationCount(group.size(), share));
        plan.validation.insert(plan.validation.end(), group.begin(), middle);
        plan.train.insert(plan.train.end(), middle, group.end());
    }
}

SplitPlan byFolder(const Dataset& dataset)
{
    SplitPlan plan;
    for (std::size_t i = 0; i < dataset.items.size(); ++i) {
        const Subset subset = dataset.items[i].subset;
        Indices& part = subset == Subset::Validation ? plan.validation
                        : subset == Subset::Test     ? plan.test
                                                     : plan.train;
        part.push_back(i);
    }
    return plan;
}

Result<void> checkUsable(const Dataset& dataset, const SplitPlan& plan)
{
    const auto groups = groupedByClass(dataset, plan.train);
    const auto filled =
        std::count_if(groups.begin(), groups.end(), [](const auto& group) { return !group.empty(); });
    if (filled < 2)
        return failure(ErrorCode::TooFewClasses, dataset.root,
                       QStringLiteral("%1 classes with training images").arg(filled));
    for (std::size_t label = 0; label < groups.size(); ++label) {
        if (groups[label].empty())
            return failure(ErrorCode::ClassTooSmall, dataset.root,
                           QStringLiteral("no image to train on in class \"%1\"")
                               .arg(dataset.classes[qsizetype(label)]));
    }
    if (plan.validation.empty())
        return failure(ErrorCode::NoImages, dataset.root,
                       QStringLiteral("no image is left to validate with"));
    return {};
}

} // namespace

Result<SplitPlan> SplitPlan::make(const Dataset& dataset, std::uint64_t seed, double validationShare)
{
    SplitPlan plan = byFolder(dataset);
    if (!dataset.hasSubset(Subset::Validation))
        drawValidation(dataset, seed, validationShare, plan);
    for (Indices* part : {&plan.train, &plan.validation, &plan.test})
        std::sort(part->begin(), part->end());
    return checkUsable(dataset, plan).map([&] { return std::move(plan); });
}

} // namespace cultivar
