// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/TrainingSplit.h"

#include "core/train/TrainingImages_p.h"
#include "core/weights/BackboneCatalog.h"

#include <QThread>

namespace cultivar {

namespace {

Result<ItemGroups> chosenGroups(const TrainingConfig& config, const Dataset& dataset)
{
    if (config.groupBy == QLatin1String("subfolder"))
        return groupsBySubfolder(dataset);
    if (!config.groupBy.isEmpty())
        return groupsByPattern(dataset, config.groupBy);
    return ItemGroups();
}

std::vector<std::size_t> divisibleItems(const Dataset& dataset)
{
    std::vector<std::size_t> items;
    for (std::size_t index = 0; index < dataset.items.size(); ++index) {
        if (dataset.items[index].subset != Subset::Test)
            items.push_back(index);
    }
    return items;
}

} // namespace

Result<SplitPlan> splitForTraining(const TrainingConfig& config, const Dataset& dataset,
                                   const LookAtItems& lookAt, const ItemSides& sides)
{
    auto groups = chosenGroups(config, dataset);
    if (!groups)
        return tl::unexpected(groups.error());
    auto plan = SplitPlan::make(dataset, config.seed, TrainingConfig::kValidationShare, *groups, sides);
    // What cannot be divided is said before a picture is read.
    if (plan && config.keepsDuplicatesTogether && !dataset.hasSubset(Subset::Validation)) {
        HashedItems looks{divisibleItems(dataset), {}};
        looks.hashes = lookAt(looks.items);
        groups = joinDuplicates(dataset, *groups, looks, TrainingConfig::kValidationShare);
        plan = SplitPlan::make(dataset, config.seed, TrainingConfig::kValidationShare, *groups, sides);
    }
    return plan;
}

Result<SplitPlan> splitForTraining(const TrainingConfig& config, const Dataset& dataset,
                                   const CancelToken& cancel)
{
    const auto info = BackboneCatalog::find(config.backbone);
    if (!info)
        return tl::unexpected(info.error());
    const int threads = config.threads > 0 ? config.threads : QThread::idealThreadCount();
    TrainingImages images(dataset, {info->preprocessing, {}, config.seed, threads, false});
    const LookAtItems look = [&](const std::vector<std::size_t>& items) {
        return images.look(items, cancel, {});
    };
    auto split = splitForTraining(config, dataset, look);
    if (cancel.isCancelled())
        return failure(ErrorCode::Cancelled);
    return split;
}

} // namespace cultivar
