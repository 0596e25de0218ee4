// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/TrainingSplit.h"

#include "core/base/ParallelFor.h"
#include "core/data/ImageDecoder.h"

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
                                   const LookAtItems& lookAt)
{
    auto groups = chosenGroups(config, dataset);
    if (!groups)
        return tl::unexpected(groups.error());
    auto plan = SplitPlan::make(dataset, config.seed, TrainingConfig::kValidationShare, *groups);
    // What cannot be divided is said before a picture is read.
    if (plan && config.keepsDuplicatesTogether && !dataset.hasSubset(Subset::Validation)) {
        HashedItems looks{divisibleItems(dataset), {}};
        looks.hashes = lookAt(looks.items);
        groups = joinDuplicates(dataset, *groups, looks, TrainingConfig::kValidationShare);
        plan = SplitPlan::make(dataset, config.seed, TrainingConfig::kValidationShare, *groups);
    }
    return plan;
}

Result<SplitPlan> splitForTraining(const TrainingConfig& config, const Dataset& dataset,
                                   const CancelToken& cancel)
{
    const int threads = config.threads > 0 ? config.threads : QThread::idealThreadCount();
    const LookAtItems read = [&](const std::vector<std::size_t>& items) {
        std::vector<PerceptualHash> hashes(items.size());
        parallelFor(items.size(), threads, [&](std::size_t i) {
            if (!cancel.checkpoint())
                return;
            if (const auto image =
                    ImageDecoder::decode(dataset.items[items[i]].path, PerceptualHash::kDecodedSide))
                hashes[i] = PerceptualHash::of(*image);
        });
        return hashes;
    };
    auto split = splitForTraining(config, dataset, read);
    if (cancel.isCancelled())
        return failure(ErrorCode::Cancelled);
    return split;
}

} // namespace cultivar
