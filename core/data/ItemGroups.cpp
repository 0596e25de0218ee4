// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ItemGroups.h"

#include "core/base/Paths.h"
#include "core/data/UnionFind.h"

#include <QRegularExpression>

#include <algorithm>
#include <map>
#include <optional>

namespace cultivar {

namespace {

using Parts = std::vector<std::string>;

/// The folders between the dataset's root and the image.
Parts foldersOf(const Dataset& dataset, const DatasetItem& item)
{
    Parts parts;
    for (const auto& part : item.path.lexically_relative(dataset.root).parent_path())
        parts.push_back(part.native());
    return parts;
}

/// How many folders lie above the class folders. A single folder may have the name of a class as well, so it
/// is the depth at which every item has that of its own.
std::optional<std::size_t> depthOfClasses(const Dataset& dataset, const std::vector<Parts>& folders)
{
    std::size_t shallowest = folders.empty() ? 0 : folders.front().size();
    for (const Parts& parts : folders)
        shallowest = std::min(shallowest, parts.size());
    for (std::size_t depth = 0; depth < shallowest; ++depth) {
        std::size_t index = 0;
        const bool isClass = std::all_of(folders.begin(), folders.end(), [&](const Parts& parts) {
            return displayPath(parts[depth]) == dataset.classes[dataset.items[index++].label];
        });
        if (isClass)
            return depth;
    }
    return std::nullopt;
}

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
    std::vector<Parts> folders;
    for (const DatasetItem& item : dataset.items)
        folders.push_back(foldersOf(dataset, item));
    std::vector<std::optional<Parts>> keys(folders.size());
    if (const auto depth = depthOfClasses(dataset, folders)) {
        for (std::size_t index = 0; index < folders.size(); ++index) {
            Parts& parts = folders[index];
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
