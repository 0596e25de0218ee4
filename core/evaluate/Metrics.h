// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Interval.h"
#include "core/model/Reliability.h"

#include <span>
#include <vector>

namespace cultivar {

/// How answers compare with the truth, from counts alone: add() each one, then ask. A value.
class Metrics
{
public:
    struct ClassScore
    {
        int support = 0;                                // images of this class
        double precision = 0.0, recall = 0.0, f1 = 0.0; // 0 where undefined
    };
    /// So many of all images, with the interval that holds the true share in 95 of 100 cases.
    struct Share
    {
        int hits = 0;
        double value = 0.0; // 0–1; 0 without images
        Interval interval;
    };

    explicit Metrics(std::size_t classes);

    /// @p probabilities: one per class. Of equal ones the first class is the answer. @p truth: its index.
    void add(int truth, std::span<const float> probabilities);

    int images() const { return m_images; }
    Share top1() const { return shareOf(m_firstHits); }
    /// The truth is among the five most probable classes.
    Share top5() const { return shareOf(m_fifthHits); }
    std::vector<ClassScore> perClass() const;
    /// The mean F1 of the classes that occur, in truth or as an answer, as scikit-learn has it.
    double macroF1() const;
    /// Rows are true classes, columns answers.
    const std::vector<std::vector<int>>& confusion() const { return m_confusion; }
    const Reliability& reliability() const { return m_reliability; }

private:
    Share shareOf(int hits) const;

    std::vector<std::vector<int>> m_confusion;
    int m_images = 0, m_firstHits = 0, m_fifthHits = 0;
    Reliability m_reliability;
};

/// The most probable class, of equal ones the first.
int mostProbable(std::span<const float> probabilities);

} // namespace cultivar
