// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

namespace cultivar {

/// Disjoint sets of 0 … count − 1. The root of a set is its smallest member, so the result does not depend on
/// the order of the unions.
class UnionFind
{
public:
    explicit UnionFind(std::size_t count) : m_parents(count)
    {
        std::iota(m_parents.begin(), m_parents.end(), std::size_t(0));
    }

    std::size_t root(std::size_t index)
    {
        while (m_parents[index] != index)
            index = m_parents[index] = m_parents[m_parents[index]];
        return index;
    }

    void unite(std::size_t a, std::size_t b)
    {
        const auto [low, high] = std::minmax({root(a), root(b)});
        m_parents[high] = low;
    }

    /// The sets of two or more, each ascending, in the order of their first members.
    std::vector<std::vector<std::size_t>> groups()
    {
        std::vector<std::vector<std::size_t>> byRoot(m_parents.size());
        for (std::size_t i = 0; i < m_parents.size(); ++i)
            byRoot[root(i)].push_back(i);
        std::erase_if(byRoot, [](const auto& members) { return members.size() < 2; });
        return byRoot;
    }

private:
    std::vector<std::size_t> m_parents;
};

} // namespace cultivar
