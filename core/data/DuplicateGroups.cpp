// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DuplicateGroups.h"

#include "core/data/DuplicateFinder.h"
#include "core/data/SplitPlan.h"
#include "core/data/UnionFind.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace cultivar {

namespace {

using Indices = std::vector<std::size_t>;

/// So many images of a class may always hang together, however small the class.
constexpr std::size_t kShortChain = 8;

/// Groups that grow as long as every class keeps enough images outside them. Lives for one call.
class GroupJoiner
{
public:
    GroupJoiner(const Dataset& dataset, const ItemGroups& groups, const Indices& pool, double share)
        : m_dataset(dataset), m_sets(dataset.items.size()),
          m_images(static_cast<std::size_t>(dataset.classes.size()))
    {
        std::unordered_map<std::size_t, std::size_t> firsts;
        for (std::size_t index = 0; index < groups.size(); ++index)
            m_sets.unite(firsts.emplace(groups[index], index).first->second, index);
        for (const std::size_t index : pool) {
            const auto label = static_cast<std::size_t>(dataset.items[index].label);
            ++m_images[label];
            ++m_parts[m_sets.root(index)][label];
        }
        for (const std::size_t images : m_images)
            m_needs.push_back(SplitPlan::validationCount(images, share));
    }

    /// Joins all of @p list or nothing; whether it did. @p mayBeLong: as long as the rest suffices.
    bool join(const Indices& list, bool mayBeLong)
    {
        std::set<std::size_t> roots;
        for (const std::size_t index : list)
            roots.insert(m_sets.root(index));
        std::map<std::size_t, std::size_t> part;
        for (const std::size_t root : roots) {
            for (const auto& [label, count] : m_parts[root])
                part[label] += count;
        }
        const auto isTooMuch = [&](const auto& entry) {
            const auto [label, count] = entry;
            return m_images[label] - count < m_needs[label] ||
                   (!mayBeLong && count > std::max(kShortChain, m_needs[label]));
        };
        if (std::any_of(part.begin(), part.end(), isTooMuch))
            return roots.size() == 1;
        for (const std::size_t root : roots) {
            m_sets.unite(*roots.begin(), root);
            m_parts.erase(root);
        }
        m_parts[*roots.begin()] = std::move(part);
        return true;
    }

    ItemGroups groups() { return groupsFrom(m_sets.groups(), m_dataset.items.size()); }

private:
    const Dataset& m_dataset;
    UnionFind m_sets;
    // Per class: images that may be divided, and how many of them validate.
    Indices m_images, m_needs;
    std::unordered_map<std::size_t, std::map<std::size_t, std::size_t>> m_parts; // root → class → images
};

/// The members of @p chain (positions in @p looks) with equal hashes.
DuplicateFinder::Groups equalIn(const Indices& chain, const HashedItems& looks)
{
    std::map<std::uint64_t, Indices> byHash;
    for (const std::size_t at : chain)
        byHash[looks.hashes[at].bits].push_back(at);
    DuplicateFinder::Groups groups;
    for (auto& [bits, members] : byHash)
        groups.push_back(std::move(members));
    std::erase_if(groups, [](const Indices& members) { return members.size() < 2; });
    return groups;
}

Indices itemsAt(const Indices& positions, const HashedItems& looks)
{
    Indices items;
    for (const std::size_t at : positions)
        items.push_back(looks.items[at]);
    return items;
}

/// Same bytes among the pictures of one colour, which have no look to compare.
void joinFlat(const Dataset& dataset, const HashedItems& looks, GroupJoiner& joiner)
{
    Indices flat;
    std::vector<std::filesystem::path> paths;
    for (std::size_t at = 0; at < looks.items.size(); ++at) {
        if (!looks.hashes[at].isFlat)
            continue;
        flat.push_back(looks.items[at]);
        paths.push_back(dataset.items[looks.items[at]].path);
    }
    for (const Indices& same : DuplicateFinder::exact(paths, 1)) {
        Indices items;
        for (const std::size_t at : same)
            items.push_back(flat[at]);
        joiner.join(items, true);
    }
}

} // namespace

ItemGroups joinDuplicates(const Dataset& dataset, const ItemGroups& groups, const HashedItems& looks,
                          double validationShare)
{
    GroupJoiner joiner(dataset, groups, looks.items, validationShare);
    for (const Indices& chain : DuplicateFinder::near(looks.hashes)) {
        if (joiner.join(itemsAt(chain, looks), false))
            continue;
        for (const Indices& equal : equalIn(chain, looks))
            joiner.join(itemsAt(equal, looks), true);
    }
    joinFlat(dataset, looks, joiner);
    return joiner.groups();
}

} // namespace cultivar
