// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/EpochSource_p.h"

#include "core/base/Random.h"

#include <numeric>

namespace cultivar {

CachedSource::CachedSource(const FeatureCache& cache, std::vector<std::int64_t> labels, int viewsPerItem,
                           bool visitsAllViews, std::uint64_t seed)
    : m_cache(cache), m_labels(std::move(labels)), m_viewsPerItem(viewsPerItem),
      m_visitsAllViews(visitsAllViews), m_seed(seed)
{
}

void CachedSource::begin(int epoch, bool isShuffled)
{
    const auto items = static_cast<std::int64_t>(m_labels.size());
    m_rows.clear();
    for (std::int64_t item = 0; item < items; ++item) {
        if (m_visitsAllViews) {
            for (int view = 0; view < m_viewsPerItem; ++view)
                m_rows.push_back(item * m_viewsPerItem + view);
        } else {
            m_rows.push_back(item * m_viewsPerItem + (item + epoch) % m_viewsPerItem);
        }
    }
    if (isShuffled)
        Random({m_seed, static_cast<std::uint64_t>(epoch)}).shuffle(m_rows);
}

Result<Batch> CachedSource::batch(std::int64_t first, std::int64_t count)
{
    const std::vector<std::int64_t> rows(m_rows.begin() + first, m_rows.begin() + first + count);
    std::vector<std::int64_t> labels;
    for (const std::int64_t row : rows)
        labels.push_back(m_labels[static_cast<std::size_t>(row / m_viewsPerItem)]);
    return m_cache.gather(rows).map([&](torch::Tensor inputs) {
        return Batch{std::move(inputs), torch::tensor(labels, torch::kInt64)};
    });
}

ImageSource::ImageSource(TrainingImages& images, const Dataset& dataset, std::vector<std::size_t> items,
                         std::uint64_t seed)
    : m_images(images), m_dataset(dataset), m_items(std::move(items)), m_seed(seed)
{
}

void ImageSource::begin(int epoch, bool isShuffled)
{
    m_order = m_items;
    m_view = isShuffled ? static_cast<std::uint64_t>(epoch) : 0;
    if (isShuffled)
        Random({m_seed, m_view}).shuffle(m_order);
}

Result<Batch> ImageSource::batch(std::int64_t first, std::int64_t count)
{
    std::vector<std::size_t> readable;
    torch::Tensor inputs = m_images.views(
        std::span(m_order).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count)), m_view,
        1, readable);
    std::vector<std::int64_t> labels;
    for (const std::size_t item : readable)
        labels.push_back(m_dataset.items[item].label);
    return Batch{std::move(inputs), torch::tensor(labels, torch::kInt64)};
}

} // namespace cultivar
