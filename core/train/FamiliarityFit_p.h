// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Familiarity_p.h"
#include "core/train/FeaturePass_p.h"

namespace cultivar {

/// Measures what the finished model of a run knows of its training data. One thread.
class FamiliarityFit
{
public:
    struct Run
    {
        Classifier& classifier; // finished; it gets frozen
        TrainingImages& images;
        const Dataset& dataset;
        std::size_t cut = 0;        // the block whose input the run kept
        bool isBackboneNew = false; // the features it kept are of another one
    };

    explicit FamiliarityFit(const Run& run) : m_run(run) {}

    /// From clean views of training and validation images, of large classes of a part. Nothing where the
    /// features do not tell. Errors: Cancelled, those of the cache.
    Result<std::optional<Familiarity>> fit(const CachedSubset& training, const CachedSubset& validation,
                                           const CancelToken& cancel);

private:
    Result<torch::Tensor> features(const CachedSubset& subset, const std::vector<std::size_t>& chosen,
                                   const CancelToken& cancel);
    Result<torch::Tensor> fromActivations(const CachedSubset& subset, const std::vector<std::int64_t>& rows,
                                          const CancelToken& cancel);

    Run m_run;
};

} // namespace cultivar
