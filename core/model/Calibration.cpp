// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/Calibration.h"

#include "core/model/Reliability.h"

#include <algorithm>
#include <cmath>

namespace cultivar {

namespace {

constexpr double kLowestTemperature = 0.01, kHighestTemperature = 100.0;
constexpr int kBisections = 40;

using Row = std::span<const double>;

/// Calls @p visit with each row of logits and its label.
template <typename Visit>
void forEachRow(std::span<const double> logits, std::span<const int> labels, Visit visit)
{
    const std::size_t classes = logits.size() / labels.size();
    for (std::size_t i = 0; i < labels.size(); ++i)
        visit(logits.subspan(i * classes, classes), static_cast<std::size_t>(labels[i]));
}

/// The derivative of the summed loss by the inverse temperature, which grows with it: the mean logit under
/// the softmax less the one under the target.
double lossSlope(std::span<const double> logits, std::span<const int> labels, double inverse)
{
    const double uncertain = 1.0 / (static_cast<double>(labels.size()) + 1.0);
    double slope = 0.0;
    forEachRow(logits, labels, [&](Row row, std::size_t label) {
        const double largest = *std::max_element(row.begin(), row.end());
        double weights = 0.0, weighted = 0.0, sum = 0.0;
        for (const double logit : row) {
            const double weight = std::exp(inverse * (logit - largest));
            weights += weight;
            weighted += weight * logit;
            sum += logit;
        }
        const double target =
            (1.0 - uncertain) * row[label] + uncertain * sum / static_cast<double>(row.size());
        slope += weighted / weights - target;
    });
    return slope;
}

double calibrationError(std::span<const double> logits, std::span<const int> labels, double temperature)
{
    Reliability reliability;
    forEachRow(logits, labels, [&](Row row, std::size_t label) {
        const auto largest = std::max_element(row.begin(), row.end());
        double weights = 0.0;
        for (const double logit : row)
            weights += std::exp((logit - *largest) / temperature);
        reliability.add(1.0 / weights, largest == row.begin() + static_cast<std::ptrdiff_t>(label));
    });
    return reliability.expectedError();
}

} // namespace

Calibration Calibration::fit(std::span<const double> logits, std::span<const int> labels)
{
    Calibration calibration;
    if (labels.empty())
        return calibration;
    double low = -std::log(kHighestTemperature), high = -std::log(kLowestTemperature); // of the inverse
    for (int i = 0; i < kBisections; ++i) {
        const double middle = (low + high) / 2;
        (lossSlope(logits, labels, std::exp(middle)) > 0 ? high : low) = middle;
    }
    calibration.temperature = std::exp(-(low + high) / 2);
    calibration.errorBefore = calibrationError(logits, labels, 1.0);
    calibration.errorAfter = calibrationError(logits, labels, calibration.temperature);
    return calibration;
}

QJsonObject Calibration::toJson() const
{
    return {{"temperature", temperature}, {"ece_before", errorBefore}, {"ece_after", errorAfter}};
}

std::optional<Calibration> Calibration::fromJson(const QJsonObject& json)
{
    const double temperature = json["temperature"].toDouble();
    if (!(temperature > 0.0 && temperature < 1e6))
        return std::nullopt;
    return Calibration{temperature, json["ece_before"].toDouble(), json["ece_after"].toDouble()};
}

} // namespace cultivar
