// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Reliability.h"

#include <algorithm>
#include <cmath>

namespace cultivar {

void Reliability::add(double confidence, bool isRight)
{
    const int bin = std::clamp(static_cast<int>(std::ceil(confidence * kBins)) - 1, 0, kBins - 1);
    Sums& sums = m_sums[static_cast<std::size_t>(bin)];
    ++sums.images;
    sums.right += isRight;
    sums.confidence += confidence;
}

std::array<Reliability::Bin, Reliability::kBins> Reliability::bins() const
{
    std::array<Bin, kBins> bins;
    for (std::size_t i = 0; i < bins.size(); ++i) {
        const Sums& sums = m_sums[i];
        if (sums.images > 0)
            bins[i] = {sums.images, sums.confidence / sums.images,
                       static_cast<double>(sums.right) / sums.images};
    }
    return bins;
}

double Reliability::expectedError() const
{
    int images = 0;
    double distance = 0.0;
    for (const Sums& sums : m_sums) {
        images += sums.images;
        distance += std::abs(sums.right - sums.confidence);
    }
    return images > 0 ? distance / images : 0.0;
}

} // namespace cultivar
