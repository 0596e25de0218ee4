// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/FeaturePass_p.h"

#include "core/model/BackboneTiming.h"
#include "core/model/Device_p.h"

namespace cultivar {

namespace {

constexpr std::uint64_t kCleanView = 0; // the first; those after it are augmented

Result<void> storeIn(std::optional<FeatureCache>& cache, std::int64_t rows, std::int64_t firstRow,
                     const torch::Tensor& values)
{
    if (!cache) {
        auto made = FeatureCache::make(rows, values.sizes().slice(1).vec());
        if (!made)
            return tl::unexpected(made.error());
        cache.emplace(std::move(*made));
    }
    return cache->store(firstRow, values);
}

} // namespace

FeaturePass::FeaturePass(Classifier& classifier, TrainingImages& images, const Dataset& dataset,
                         std::size_t cut)
    : m_classifier(classifier), m_images(images), m_dataset(dataset),
      m_cut(cut < classifier.blockCount() ? cut : 0), m_batch(BackboneTiming::kBatch)
{
    m_classifier.freezeAll();
}

Result<CachedSubset> FeaturePass::run(const std::vector<std::size_t>& items, int views,
                                      const CancelToken& cancel, const Progress& progress)
{
    CachedSubset subset;
    subset.views = views;
    const auto rows = static_cast<std::int64_t>(items.size()) * views;
    for (std::size_t first = 0; first < items.size();) {
        if (!cancel.checkpoint())
            return failure(ErrorCode::Cancelled);
        const std::span chunkItems = std::span(items).subspan(first, std::min(m_batch, items.size() - first));
        Chunk chunk;
        try {
            chunk = pass(chunkItems, views);
        } catch (const std::exception& exception) {
            if (!isOutOfMemory(exception) || m_batch == 1)
                throw;
            m_batch /= 2;
            continue;
        }
        if (const auto stored = store(chunk, rows, subset); !stored)
            return tl::unexpected(stored.error());
        for (const std::size_t item : chunk.readable) {
            subset.items.push_back(item);
            subset.labels.push_back(m_dataset.items[item].label);
        }
        first += chunkItems.size();
        progress(static_cast<int>(first), static_cast<int>(items.size()));
    }
    return subset;
}

FeaturePass::Chunk FeaturePass::pass(std::span<const std::size_t> items, int views)
{
    Chunk chunk;
    torch::Tensor pictures = m_images.views(items, kCleanView, views, chunk.readable); // [N, 3, crop, crop]
    if (chunk.readable.empty())
        return chunk;
    pictures = pictures.to(m_classifier.device());
    const std::size_t end = m_classifier.blockCount();
    if (m_trunk.isEmpty())
        m_trunk = m_classifier.trunkForm(0, m_cut ? m_cut : end, m_cut == 0,
                                         torch::zeros_like(pictures.slice(0, 0, 1)));
    const torch::Tensor out = m_trunk(pictures);
    if (m_cut == 0) {
        chunk.features = out; // [N, featureWidth]
        return chunk;
    }
    if (m_rest.isEmpty())
        m_rest = m_classifier.trunkForm(m_cut, end, true, out.slice(0, 0, 1).contiguous());
    chunk.activations = out;
    chunk.features = m_rest(out);
    return chunk;
}

Result<void> FeaturePass::store(const Chunk& chunk, std::int64_t rows, CachedSubset& subset) const
{
    if (chunk.readable.empty())
        return {};
    const auto firstRow = static_cast<std::int64_t>(subset.items.size()) * subset.views;
    if (m_cut > 0) {
        if (const auto stored = storeIn(subset.activations, rows, firstRow, chunk.activations); !stored)
            return stored;
    }
    return storeIn(subset.features, rows, firstRow, chunk.features);
}

} // namespace cultivar
