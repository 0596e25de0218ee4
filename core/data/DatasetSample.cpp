// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DatasetSample.h"

#include "core/data/DrawOrder_p.h"

#include <cmath>
#include <map>

namespace cultivar {

Dataset sampleOf(const Dataset& dataset, double share, std::uint64_t seed, std::size_t fewest)
{
    std::map<std::pair<int, Subset>, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < dataset.items.size(); ++i) {
        const DatasetItem& item = dataset.items[i];
        if (item.subset != Subset::Test)
            groups[{item.label, item.subset}].push_back(i);
    }
    Dataset sample{dataset.root, dataset.classes, {}, {}};
    for (auto& [key, group] : groups) {
        const auto [label, subset] = key;
        shuffleByPath(dataset, group,
                      Random{seed, static_cast<std::uint64_t>(label), static_cast<std::uint64_t>(subset)});
        const double wanted = std::round(std::clamp(share, 0.0, 1.0) * static_cast<double>(group.size()));
        const std::size_t count = std::min(group.size(), std::max(fewest, static_cast<std::size_t>(wanted)));
        for (std::size_t i = 0; i < count; ++i)
            sample.items.push_back(dataset.items[group[i]]);
    }
    return sample;
}

} // namespace cultivar
