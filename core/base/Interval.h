// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cultivar {

/// A 95 % confidence interval of a share, 0–1.
struct Interval
{
    double low = 0.0, high = 1.0;

    /// Wilson's score interval (1927) for @p hits among @p trials: sound for few trials and near 0 and 1. All
    /// of 0–1 without trials.
    static Interval wilson(int hits, int trials);
};

} // namespace cultivar
