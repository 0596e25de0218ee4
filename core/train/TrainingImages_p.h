// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/Augmentation.h"
#include "core/data/Dataset.h"
#include "core/data/Image.h"
#include "core/data/PerceptualHash.h"
#include "core/data/Preprocessing.h"
#include "core/train/PictureCache_p.h"

#include <torch/torch.h>

#include <functional>
#include <span>

namespace cultivar {

/// The run's pictures at network size: each is decoded and resized once, in parallel, and kept as far as a
/// PictureCache has room; beyond that it is decoded again when needed. Damaged files are listed and left out.
/// One thread asks at a time.
class TrainingImages
{
public:
    static constexpr qsizetype kCostlyBytes = 300'000; // of a file; a photo of 1 to 2 megapixels

    struct Settings
    {
        Preprocessing preprocessing;
        AugmentationConfig augmentation;
        std::uint64_t seed = 0;
        int threads = 1;
        bool keepsImages = false; // false: each picture is asked for once
    };

    TrainingImages(const Dataset& dataset, const Settings& settings)
        : m_dataset(dataset), m_settings(settings)
    {
    }

    void setThreads(int threads) { m_settings.threads = threads; }
    /// Side of the views, pixels.
    int crop() const { return m_settings.preprocessing.crop; }

    /// View 0 is clean, others are augmented. The pictures of @p items, normalised, for @p viewsPerItem
    /// consecutive views each, beginning with @p firstView: [readable · views, 3, crop, crop], item by item.
    /// @p readable receives the items that could be read, in order.
    torch::Tensor views(std::span<const std::size_t> items, std::uint64_t firstView, int viewsPerItem,
                        std::vector<std::size_t>& readable);

    /// What each of @p items looks like, flat where it cannot be read or @p cancel came first. Pictures that
    /// take long to decode are kept for views(), the others decoded small.
    std::vector<PerceptualHash> look(const std::vector<std::size_t>& items, const CancelToken& cancel = {},
                                     const std::function<void(int done, int total)>& progress = {});

    const std::vector<SkippedFile>& damaged() const { return m_damaged; }

private:
    PerceptualHash lookAt(std::size_t item, Image& kept) const;

    const Dataset& m_dataset;
    Settings m_settings;
    PictureCache m_kept;
    std::vector<SkippedFile> m_damaged;
    std::vector<bool> m_isDamaged;
};

} // namespace cultivar
