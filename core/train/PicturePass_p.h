// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/FeaturePass_p.h"

namespace cultivar {

/// Goes through a run's pictures as they are, some at a time: once before they train, to find the damaged
/// ones and to fill the picture cache, and once over the test images. One thread.
class PicturePass
{
public:
    PicturePass(TrainingImages& images, const Dataset& dataset) : m_images(images), m_dataset(dataset) {}

    /// The readable ones of @p items with their labels; cancelled, those until then.
    CachedSubset read(const std::vector<std::size_t>& items, const CancelToken& cancel,
                      const FeaturePass::Progress& progress);
    /// Part of the readable ones of @p items that @p classifier names right; nothing where none can be read
    /// or @p cancel came first. Freezes @p classifier.
    std::optional<double> accuracy(Classifier& classifier, const std::vector<std::size_t>& items,
                                   const CancelToken& cancel, const FeaturePass::Progress& progress);

private:
    /// Hears some pictures [N, 3, crop, crop] and the items they belong to.
    using Visit = std::function<void(const torch::Tensor& pictures, const std::vector<std::size_t>& items)>;
    void visitAll(const std::vector<std::size_t>& items, const CancelToken& cancel,
                  const FeaturePass::Progress& progress, const Visit& visit);

    TrainingImages& m_images;
    const Dataset& m_dataset;
};

} // namespace cultivar
