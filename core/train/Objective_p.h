// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/EpochSource_p.h"

namespace cultivar {

/// What training minimises: cross-entropy, with label smoothing (Szegedy et al., 2016), class weights and
/// mixup (Zhang et al., 2018) where they are asked for. Validation is measured without any of them.
class Objective
{
public:
    Objective(double labelSmoothing, double mixupAlpha)
        : m_labelSmoothing(labelSmoothing), m_mixupAlpha(mixupAlpha)
    {
    }

    /// Lets every class weigh the same, whatever its number of images: n / (classes · n of the class).
    /// @p labels: those of all training images, 0 … classes − 1, none of them missing.
    void balance(const std::vector<std::int64_t>& labels, int classes);

    /// Blends each sample with another one of the batch, by a part drawn from Beta(alpha, alpha) with torch's
    /// generator. Without mixup nothing happens.
    void mix(Batch& batch);
    /// Mean loss of the batch last given to mix(). @p logits [N, classes], @p labels [N].
    torch::Tensor loss(const torch::Tensor& logits, const torch::Tensor& labels) const;

private:
    torch::Tensor crossEntropy(const torch::Tensor& logits, const torch::Tensor& labels) const;

    double m_labelSmoothing;
    double m_mixupAlpha;
    torch::Tensor m_classWeights; // [classes], or undefined
    torch::Tensor m_partners;     // [N]: with which sample each was blended; undefined without mixup
    double m_ownPart = 1.0;
};

} // namespace cultivar
