// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/Dataset.h"

#include <algorithm>

namespace cultivar {

namespace {

template <typename Predicate>
std::vector<int> countPerClass(const Dataset& dataset, Predicate isCounted)
{
    std::vector<int> counts(static_cast<std::size_t>(dataset.classes.size()), 0);
    for (const DatasetItem& item : dataset.items) {
        if (isCounted(item))
            ++counts[static_cast<std::size_t>(item.label)];
    }
    return counts;
}

} // namespace

std::vector<int> Dataset::imagesPerClass() const
{
    return countPerClass(*this, [](const DatasetItem&) { return true; });
}

std::vector<int> Dataset::imagesPerClass(Subset subset) const
{
    return countPerClass(*this, [subset](const DatasetItem& item) { return item.subset == subset; });
}

int Dataset::count(Subset subset) const
{
    return static_cast<int>(std::count_if(items.begin(), items.end(),
                                          [subset](const auto& item) { return item.subset == subset; }));
}

} // namespace cultivar
