// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluate/Evaluation.h"

namespace cultivar {

/// Two models judged by the same images: those whose class both know. A value.
struct ModelComparison
{
    Metrics::Share first, second; // how often each is right
    int images = 0;
    int onlyFirst = 0, onlySecond = 0; // images that only one of them gets right
    int notCompared = 0;               // images of classes that only one of them knows
    double pValue = 1.0;               // see exactMcNemar()

    /// Below it, chance alone would rarely make such a difference.
    static constexpr double kSignificant = 0.05;

    bool isSignificant() const { return pValue < kSignificant; }
    /// Images are matched by path.
    static ModelComparison of(const Evaluation& first, const Evaluation& second);
    QJsonObject toJson() const; // the contract of `cultivar evaluate --against … --json`
};

/// How likely it is that two equally good models differ at least as much: McNemar's test (1947) in its exact
/// form, two-sided, from the number of images that only one of them gets right.
double exactMcNemar(int onlyFirst, int onlySecond);

} // namespace cultivar
