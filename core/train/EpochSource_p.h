// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/FeatureCache_p.h"
#include "core/train/TrainingImages_p.h"

#include <functional>

namespace cultivar {

/// One mini-batch: inputs of the trainable part, with their labels [N] (int64).
struct Batch
{
    torch::Tensor inputs;
    torch::Tensor labels;
};

/// Where an epoch's batches come from: the activation cache or the pictures themselves. One thread.
class EpochSource
{
public:
    virtual ~EpochSource() = default;
    /// Samples of one epoch, shuffled by the seed and @p epoch when @p isShuffled.
    virtual void begin(int epoch, bool isShuffled) = 0;
    virtual std::int64_t sampleCount() const = 0;
    /// The samples first … first + count − 1 of the epoch. May hold fewer where pictures have gone.
    virtual Result<Batch> batch(std::int64_t first, std::int64_t count) = 0;
};

/// Rows of a FeatureCache: @p viewsPerItem rows per item. An epoch visits every item in all views, or in one
/// view that changes from epoch to epoch.
class CachedSource : public EpochSource
{
public:
    CachedSource(const FeatureCache& cache, std::vector<std::int64_t> labels, int viewsPerItem,
                 bool visitsAllViews, std::uint64_t seed);
    void begin(int epoch, bool isShuffled) override;
    std::int64_t sampleCount() const override { return static_cast<std::int64_t>(m_rows.size()); }
    Result<Batch> batch(std::int64_t first, std::int64_t count) override;

private:
    const FeatureCache& m_cache;
    std::vector<std::int64_t> m_labels; // per item
    int m_viewsPerItem;
    bool m_visitsAllViews;
    std::uint64_t m_seed;
    std::vector<std::int64_t> m_rows;
};

/// The pictures themselves, augmented anew in every shuffled epoch.
class ImageSource : public EpochSource
{
public:
    ImageSource(TrainingImages& images, const Dataset& dataset, std::vector<std::size_t> items,
                std::uint64_t seed);
    void begin(int epoch, bool isShuffled) override;
    std::int64_t sampleCount() const override { return static_cast<std::int64_t>(m_order.size()); }
    Result<Batch> batch(std::int64_t first, std::int64_t count) override;

private:
    TrainingImages& m_images;
    const Dataset& m_dataset;
    std::vector<std::size_t> m_items;
    std::uint64_t m_seed;
    std::vector<std::size_t> m_order;
    std::uint64_t m_view = 0;
};

} // namespace cultivar
