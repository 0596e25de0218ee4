// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace cultivar {

/// Whether a model is right as often as it says: its first answers, sorted by their confidence into bins of
/// equal width (Guo et al., 2017). A value.
class Reliability
{
public:
    static constexpr int kBins = 15;
    static constexpr int kFew = 10; // images; what fewer of them say may be chance

    struct Bin
    {
        int images = 0;
        double confidence = 0.0, accuracy = 0.0; // means over the bin, 0–1; 0 where it is empty
    };

    /// @p confidence: the probability of the first answer, 0–1. The bins reach from above their lower to
    /// their upper bound.
    void add(double confidence, bool isRight);

    std::array<Bin, kBins> bins() const;
    /// The expected calibration error, 0–1: the mean distance of confidence and accuracy over all images.
    double expectedError() const;

private:
    struct Sums
    {
        int images = 0, right = 0;
        double confidence = 0.0;
    };
    std::array<Sums, kBins> m_sums{};
};

} // namespace cultivar
