// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>

namespace cultivar {

/// Thins progress to what a person can see: ten reports a second, and the end. One thread.
class Pace
{
public:
    bool isDue(std::size_t done, std::size_t total)
    {
        const auto now = std::chrono::steady_clock::now();
        if (done < total && now - m_latest < std::chrono::milliseconds(100))
            return false;
        m_latest = now;
        return true;
    }

private:
    std::chrono::steady_clock::time_point m_latest;
};

} // namespace cultivar
