// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Classifier_p.h"
#include "core/train/FeatureCache_p.h"
#include "core/train/TrainingImages_p.h"

#include <functional>

namespace cultivar {

/// One row per readable image and view in each cache, item by item, and the labels in that order.
struct CachedSubset
{
    std::optional<FeatureCache> activations; // at the cut; empty when nothing behind it will train
    std::optional<FeatureCache> features;    // pooled
    std::vector<std::size_t> items;
    std::vector<std::int64_t> labels;
    int views = 1;
};

/// Sends pictures through the frozen backbone, once, and keeps what comes out. Where memory runs out it goes
/// on with smaller batches. One thread.
class FeaturePass
{
public:
    /// How many images have passed.
    using Progress = std::function<void(int done, int total)>;

    /// @p cut: the block whose input is kept as well; 0 or blockCount(): none is. Freezes @p classifier.
    FeaturePass(Classifier& classifier, TrainingImages& images, const Dataset& dataset, std::size_t cut);

    /// Clean views and, beyond the first, augmented ones of @p items. Errors: Cancelled, OutOfMemory,
    /// WriteFailed.
    Result<CachedSubset> run(const std::vector<std::size_t>& items, int views, const CancelToken& cancel,
                             const Progress& progress);

private:
    /// What one batch gives; items whose picture could not be read are left out.
    struct Chunk
    {
        std::vector<std::size_t> readable;
        torch::Tensor activations, features; // undefined without readable pictures
    };
    Chunk pass(std::span<const std::size_t> items, int views);
    Result<void> store(const Chunk& chunk, std::int64_t rows, CachedSubset& subset) const;

    Classifier& m_classifier;
    TrainingImages& m_images;
    const Dataset& m_dataset;
    std::size_t m_cut; // 0: no activations are kept
    std::size_t m_batch;
    nn::InferenceForm m_trunk, m_rest;
};

} // namespace cultivar
