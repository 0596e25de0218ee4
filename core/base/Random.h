// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

namespace cultivar {

/// SplitMix64 (Steele, Lea and Flood, 2014): a small generator whose sequence is the same on every platform,
/// unlike the distributions of <random>. Seeding from several numbers gives independent streams, so a random
/// draw depends on run, epoch and item and never on the thread that makes it.
class Random
{
public:
    explicit Random(std::initializer_list<std::uint64_t> seeds)
    {
        for (const std::uint64_t seed : seeds) {
            m_state ^= seed;
            m_state = next();
        }
    }

    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    /// Uniform in [0, 1).
    double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    /// Uniform in [low, high).
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Uniform in 0 … count − 1.
    std::size_t below(std::size_t count)
    {
        return static_cast<std::size_t>(uniform() * static_cast<double>(count));
    }

    template <typename T>
    void shuffle(std::vector<T>& items)
    {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[below(i)]);
    }

private:
    std::uint64_t m_state = 0;
};

} // namespace cultivar
