// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/TrainingImages_p.h"

#include "core/base/ParallelFor.h"
#include "core/data/ImageDecoder.h"

namespace cultivar {

torch::Tensor TrainingImages::views(std::span<const std::size_t> items, std::uint64_t firstView,
                                    int viewsPerItem, std::vector<std::size_t>& readable)
{
    const Preprocessing& p = m_settings.preprocessing;
    const std::int64_t viewFloats = 3LL * p.crop * p.crop;
    const auto count = static_cast<std::int64_t>(items.size());
    torch::Tensor batch = torch::empty({count * viewsPerItem, 3, p.crop, p.crop});
    std::vector<Image> fresh(items.size());
    std::vector<Error> errors(items.size());

    parallelFor(items.size(), m_settings.threads, [&](std::size_t i) {
        const auto kept = m_kept.find(items[i]);
        if (kept == m_kept.end()) {
            auto decoded = ImageDecoder::decode(m_dataset.items[items[i]].path, p.resize);
            if (!decoded) {
                errors[i] = decoded.error();
                return;
            }
            fresh[i] = resizedForNetwork(*decoded, p);
        }
        const Image& resized = kept == m_kept.end() ? fresh[i] : kept->second;
        for (int v = 0; v < viewsPerItem; ++v) {
            const std::uint64_t view = firstView + static_cast<std::uint64_t>(v);
            const bool isClean = view == 0 || !m_settings.augmentation.isEnabled;
            const Image picture =
                isClean ? centerCropped(resized, p)
                        : augmentedView(resized, p,
                                        AugmentationDraw::sample(m_settings.augmentation, m_settings.seed,
                                                                 view, items[i]));
            normalizeInto(picture, p,
                          batch.data_ptr<float>() +
                              (static_cast<std::int64_t>(i) * viewsPerItem + v) * viewFloats);
        }
    });

    readable.clear();
    std::vector<std::int64_t> rows;
    m_isDamaged.resize(m_dataset.items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        const bool isKept = m_kept.contains(items[i]);
        if (!isKept && fresh[i].isNull()) {
            if (!m_isDamaged[items[i]])
                m_damaged.push_back({m_dataset.items[items[i]].path, errors[i]});
            m_isDamaged[items[i]] = true;
            continue;
        }
        readable.push_back(items[i]);
        for (int v = 0; v < viewsPerItem; ++v)
            rows.push_back(static_cast<std::int64_t>(i) * viewsPerItem + v);
        if (m_settings.keepsImages && !isKept && m_keptBytes + fresh[i].rgb.size() <= kMemoryBytes) {
            m_keptBytes += fresh[i].rgb.size();
            m_kept.emplace(items[i], std::move(fresh[i]));
        }
    }
    return readable.size() == items.size() ? batch
                                           : batch.index_select(0, torch::tensor(rows, torch::kInt64));
}

} // namespace cultivar
