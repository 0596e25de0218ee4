// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/ModelComparison.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace cultivar {

double exactMcNemar(int onlyFirst, int onlySecond)
{
    const int differing = onlyFirst + onlySecond;
    double tail = 0.0; // of the binomial distribution with equal chances
    for (int i = 0; i <= std::min(onlyFirst, onlySecond); ++i)
        tail += std::exp(std::lgamma(differing + 1.0) - std::lgamma(i + 1.0) -
                         std::lgamma(differing - i + 1.0) - differing * std::log(2.0));
    return std::min(1.0, 2.0 * tail);
}

ModelComparison ModelComparison::of(const Evaluation& first, const Evaluation& second)
{
    std::unordered_map<std::string, const EvaluatedImage*> others;
    for (const EvaluatedImage& image : second.images)
        others[image.path.native()] = &image;
    ModelComparison comparison;
    int firstRight = 0, secondRight = 0;
    for (const EvaluatedImage& image : first.images) {
        const auto other = others.find(image.path.native());
        if (other == others.end())
            continue;
        const bool isFirst = image.isRight(), isSecond = other->second->isRight();
        ++comparison.images;
        firstRight += isFirst;
        secondRight += isSecond;
        comparison.onlyFirst += isFirst && !isSecond;
        comparison.onlySecond += isSecond && !isFirst;
    }
    const auto shareOf = [&](int hits) {
        return Metrics::Share{hits, comparison.images ? static_cast<double>(hits) / comparison.images : 0.0,
                              Interval::wilson(hits, comparison.images)};
    };
    comparison.first = shareOf(firstRight);
    comparison.second = shareOf(secondRight);
    comparison.notCompared =
        static_cast<int>(first.images.size() + second.images.size()) - 2 * comparison.images;
    comparison.pValue = exactMcNemar(comparison.onlyFirst, comparison.onlySecond);
    return comparison;
}

QJsonObject ModelComparison::toJson() const
{
    const auto interval = [](const Metrics::Share& share) {
        return QJsonArray{share.interval.low, share.interval.high};
    };
    return {{"images", images},
            {"accuracy", first.value},
            {"accuracy_interval", interval(first)},
            {"against_accuracy", second.value},
            {"against_interval", interval(second)},
            {"better", onlyFirst},
            {"worse", onlySecond},
            {"not_compared", notCompared},
            {"p_value", pValue}};
}

} // namespace cultivar
