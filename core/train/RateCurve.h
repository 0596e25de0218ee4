// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

class QJsonObject;

namespace cultivar {

/// What Trainer::findRate() found: the loss of successive training batches while the learning rate rose
/// (L. N. Smith, Cyclical Learning Rates for Training Neural Networks, 2017).
struct RateCurve
{
    struct Point
    {
        double rate = 0.0;
        double loss = 0.0; // nats, of one batch, before its step
    };
    std::vector<Point> points; // the rate rises by the same factor from one to the next

    static constexpr double kLowest = 1e-6, kHighest = 1.0;
    static constexpr int kSteps = 100;

    /// The points with the noise of single batches averaged out.
    std::vector<Point> smoothed() const;
    /// The rate at which the smoothed loss falls fastest; nothing when it never falls.
    std::optional<double> suggestion() const;
    /// Whether a sweep has seen enough: its loss has left the lowest one far behind, or is no number.
    bool isOver() const;
    QJsonObject toJson() const;
};

} // namespace cultivar
