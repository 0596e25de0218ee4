// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Interval.h"

#include <algorithm>
#include <cmath>

namespace cultivar {

Interval Interval::wilson(int hits, int trials)
{
    if (trials <= 0)
        return {};
    constexpr double z = 1.959963984540054; // the normal distribution's 97.5 % quantile
    const double n = trials, share = hits / n;
    const double scale = 1.0 + z * z / n;
    const double middle = (share + z * z / (2 * n)) / scale;
    const double half = z / scale * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

} // namespace cultivar
