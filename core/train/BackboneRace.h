// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Interval.h"
#include "core/data/Dataset.h"

#include <functional>
#include <map>
#include <optional>

namespace cultivar {

/// How one frozen backbone did on a sample of the user's own images.
struct RaceResult
{
    QString backbone;
    std::optional<Error> error; // where it could not run; the rest is empty then
    double accuracy = 0.0;      // of a linear head, on the sample's validation images
    Interval interval;          // of the accuracy
    int trainImages = 0, validationImages = 0;
    double secondsPerImage = 0.0; // reading, decoding and the pass through the network
};

/// Which backbone suits these images? Each candidate stays frozen, sees a sample once, and a linear head
/// learns from the cached features: seconds to a minute a candidate, and as good a forecast as one gets
/// before training.
class BackboneRace
{
public:
    static constexpr int kImages = 600;
    /// Weights chosen by hand, by backbone; they go before those that WeightStore finds.
    using Weights = std::map<QString, std::filesystem::path>;

    /// Those of the catalogue with pretrained weights on this computer, smallest first.
    static QStringList candidates(const Weights& chosen = {});

    struct Settings
    {
        QStringList candidates;
        Weights weights;
        std::uint64_t seed = 0;
        int threads = 0; // 0: all cores
    };
    using Report = std::function<void(const RaceResult& result)>;
    using Progress = std::function<void(const QString& backbone, int done, int total)>; // images

    /// Runs them one after the other on the same images; each is reported as it ends. A candidate that fails
    /// does not stop the others. Errors: those of the split, Cancelled.
    static Result<std::vector<RaceResult>> run(const Settings& settings, const Dataset& dataset,
                                               const CancelToken& cancel = {}, const Report& report = {},
                                               const Progress& progress = {});

    /// The fastest of those that are within one standard error of the best accuracy (the rule of Breiman et
    /// al., 1984). Null when none ran.
    static const RaceResult* suggestion(const std::vector<RaceResult>& results);
};

} // namespace cultivar
