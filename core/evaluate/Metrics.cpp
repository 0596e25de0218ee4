// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/Metrics.h"

#include <algorithm>

namespace cultivar {

namespace {

double ratioOf(int part, int whole)
{
    return whole > 0 ? static_cast<double>(part) / whole : 0.0;
}

/// How many classes are ranked before @p label.
int rankOf(std::size_t label, std::span<const float> probabilities)
{
    int rank = 0;
    for (std::size_t i = 0; i < probabilities.size(); ++i)
        rank += probabilities[i] > probabilities[label] ||
                (probabilities[i] == probabilities[label] && i < label);
    return rank;
}

} // namespace

int mostProbable(std::span<const float> probabilities)
{
    return static_cast<int>(std::max_element(probabilities.begin(), probabilities.end()) -
                            probabilities.begin());
}

Metrics::Metrics(std::size_t classes) : m_confusion(classes, std::vector<int>(classes)) {}

void Metrics::add(int truth, std::span<const float> probabilities)
{
    const int answer = mostProbable(probabilities);
    ++m_images;
    ++m_confusion[static_cast<std::size_t>(truth)][static_cast<std::size_t>(answer)];
    m_firstHits += answer == truth;
    m_fifthHits += rankOf(static_cast<std::size_t>(truth), probabilities) < 5;
    m_reliability.add(static_cast<double>(probabilities[static_cast<std::size_t>(answer)]), answer == truth);
}

Metrics::Share Metrics::shareOf(int hits) const
{
    return {hits, ratioOf(hits, m_images), Interval::wilson(hits, m_images)};
}

std::vector<Metrics::ClassScore> Metrics::perClass() const
{
    std::vector<ClassScore> scores;
    for (std::size_t i = 0; i < m_confusion.size(); ++i) {
        int answers = 0;
        ClassScore score;
        for (std::size_t j = 0; j < m_confusion.size(); ++j) {
            score.support += m_confusion[i][j];
            answers += m_confusion[j][i];
        }
        score.precision = ratioOf(m_confusion[i][i], answers);
        score.recall = ratioOf(m_confusion[i][i], score.support);
        const double sum = score.precision + score.recall;
        score.f1 = sum > 0 ? 2 * score.precision * score.recall / sum : 0.0;
        scores.push_back(score);
    }
    return scores;
}

double Metrics::macroF1() const
{
    const auto scores = perClass();
    double sum = 0.0;
    int occurring = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const bool isAnswered = std::any_of(m_confusion.begin(), m_confusion.end(),
                                            [i](const std::vector<int>& row) { return row[i] > 0; });
        if (scores[i].support == 0 && !isAnswered)
            continue;
        sum += scores[i].f1;
        ++occurring;
    }
    return occurring > 0 ? sum / occurring : 0.0;
}

} // namespace cultivar
