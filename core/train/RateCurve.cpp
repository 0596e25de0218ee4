// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/RateCurve.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace cultivar {

namespace {

constexpr double kMemory = 0.9;      // of the running mean: some ten batches
constexpr double kBlownUp = 3.0;     // times the lowest smoothed loss
constexpr std::size_t kReach = 8;    // points on both sides that a slope is taken over: a decade of the rate
constexpr std::size_t kSettled = 10; // points before which the mean is of too few batches

bool isLower(const RateCurve::Point& a, const RateCurve::Point& b)
{
    return a.loss < b.loss;
}

} // namespace

std::vector<RateCurve::Point> RateCurve::smoothed() const
{
    std::vector<Point> means;
    double sum = 0.0, weight = 0.0;
    for (const Point& point : points) {
        sum = kMemory * sum + (1.0 - kMemory) * point.loss;
        weight = kMemory * weight + (1.0 - kMemory);
        means.push_back({point.rate, sum / weight});
    }
    return means;
}

std::optional<double> RateCurve::suggestion() const
{
    const auto means = smoothed();
    const auto lowest = std::min_element(means.begin(), means.end(), isLower);
    const auto end = static_cast<std::size_t>(lowest - means.begin());
    std::optional<double> best;
    double steepest = 0.0;
    for (std::size_t i = kSettled + kReach; i + kReach < means.size() && i <= end; ++i) {
        const double slope = means[i + kReach].loss - means[i - kReach].loss;
        if (slope < steepest) {
            steepest = slope;
            best = means[i].rate;
        }
    }
    return best;
}

bool RateCurve::isOver() const
{
    if (points.empty())
        return false;
    const auto means = smoothed();
    const double lowest = std::min_element(means.begin(), means.end(), isLower)->loss;
    return !std::isfinite(points.back().loss) || means.back().loss > kBlownUp * lowest;
}

QJsonObject RateCurve::toJson() const
{
    QJsonArray rates;
    const auto means = smoothed();
    for (std::size_t i = 0; i < points.size(); ++i)
        rates.append(QJsonObject{
            {"rate", points[i].rate}, {"loss", points[i].loss}, {"smoothed_loss", means[i].loss}});
    const auto suggested = suggestion();
    return {{"suggestion", suggested ? QJsonValue(*suggested) : QJsonValue()}, {"points", rates}};
}

} // namespace cultivar
