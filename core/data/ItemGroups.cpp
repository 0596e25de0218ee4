// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ItemGroups.h"

#include "core/base/Paths.h"
#include "core/data/ClassFolders.h"
#include "core/data/UnionFind.h"

#include <QRegularExpression>

#include <map>
#include <optional>

namespace cultivar {

namespace {

using Parts = std::vector<std::string>;

/// Items with equal keys belong together; an item without one is alone.
template <typename Key>
ItemGroups groupedBy(const std::vector<std::optional<Key>>& keys)
{
    ItemGroups groups(keys.size());
    std::map<Key, std::size_t> firsts;
    for (std::size_t index = 0; index < keys.size(); ++index)
        groups[index] = keys[index] ? firsts.emplace(*keys[index], index).first->second : index;
    return groups;
}

ItemGroups rootsOf(UnionFind& sets, std::size_t count)
{
    ItemGroups groups(count);
    for (std::size_t index = 0; index < count; ++index)
        groups[index] = sets.root(index);
    return groups;
}

} // namespace

ItemGroups groupsBySubfolder(const Dataset& dataset)
{
    std::vector<std::optional<Parts>> keys(dataset.items.size());
    if (const auto depth = ClassFolders(dataset).depth()) {
        for (std::size_t index = 0; index < keys.size(); ++index) {
            Parts parts = ClassFolders::foldersOf(dataset.root, dataset.items[index].path);
            if (parts.size() < *depth + 2)
                continue;
            parts.resize(*depth + 2);
            keys[index] = std::move(parts);
        }
    }
    return groupedBy(keys);
}

Result<ItemGroups> groupsByPattern(const Dataset& dataset, const QString& pattern)
{
    const QRegularExpression expression(pattern);
    if (!expression.isValid())
        return failure(ErrorCode::InvalidSetting, {},
                       QStringLiteral("\"%1\": %2").arg(pattern, expression.errorString()));
    if (expression.captureCount() != 1)
        return failure(
            ErrorCode::InvalidSetting, {},
            QStringLiteral("\"%1\" has %2 captures, not one").arg(pattern).arg(expression.captureCount()));
    std::vector<std::optional<QString>> keys;
    for (const DatasetItem& item : dataset.items) {
        const auto match = expression.match(displayPath(item.path.lexically_relative(dataset.root)));
        keys.push_back(match.hasCaptured(1) ? std::optional(match.captured(1)) : std::nullopt);
    }
    return groupedBy(keys);
}

ItemGroups groupsFrom(const std::vector<std::vector<std::size_t>>& lists, std::size_t count)
{
    UnionFind sets(count);
    for (const auto& list : lists) {
        for (const std::size_t index : list)
            sets.unite(list.front(), index);
    }
    return rootsOf(sets, count);
}

ItemGroups united(const ItemGroups& a, const ItemGroups& b)
{
    if (a.empty() || b.empty())
        return a.empty() ? b : a;
    Q_ASSERT(a.size() == b.size());
    UnionFind sets(a.size());
    for (const ItemGroups* groups : {&a, &b}) {
        std::map<std::size_t, std::size_t> firsts;
        for (std::size_t index = 0; index < groups->size(); ++index)
            sets.unite(firsts.emplace((*groups)[index], index).first->second, index);
    }
    return rootsOf(sets, a.size());
}

} // namespace cultivar
