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
    std::vector<Image> fresh(items.size()); // those that had to be decoded
    std::vector<char> isReadable(items.size(), true);
    std::vector<Error> errors(items.size());

    parallelFor(items.size(), m_settings.threads, [&](std::size_t i) {
        Image buffer;
        const Image* picture = m_kept.read(items[i], buffer);
        if (!picture) {
            auto decoded = ImageDecoder::decode(m_dataset.items[items[i]].path, p.resize);
            if (!decoded) {
                errors[i] = decoded.error();
                isReadable[i] = false;
                return;
            }
            fresh[i] = resizedForNetwork(*decoded, p);
            picture = &fresh[i];
        }
        const Image& resized = *picture;
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
        if (!isReadable[i]) {
            if (!m_isDamaged[items[i]])
                m_damaged.push_back({m_dataset.items[items[i]].path, errors[i]});
            m_isDamaged[items[i]] = true;
            continue;
        }
        readable.push_back(items[i]);
        for (int v = 0; v < viewsPerItem; ++v)
            rows.push_back(static_cast<std::int64_t>(i) * viewsPerItem + v);
        if (m_settings.keepsImages)
            m_kept.store(items[i], std::move(fresh[i]));
        else
            m_kept.drop(items[i]);
    }
    return readable.size() == items.size() ? batch
                                           : batch.index_select(0, torch::tensor(rows, torch::kInt64));
}

std::vector<PerceptualHash> TrainingImages::look(const std::vector<std::size_t>& items,
                                                 const CancelToken& cancel,
                                                 const std::function<void(int done, int total)>& progress)
{
    constexpr std::size_t kBatch = 64; // pictures between two reports
    std::vector<PerceptualHash> hashes(items.size());
    for (std::size_t first = 0; first < items.size() && cancel.checkpoint(); first += kBatch) {
        const std::size_t count = std::min(kBatch, items.size() - first);
        std::vector<Image> pictures(count);
        parallelFor(count, m_settings.threads,
                    [&](std::size_t i) { hashes[first + i] = lookAt(items[first + i], pictures[i]); });
        for (std::size_t i = 0; i < count; ++i) {
            if (!pictures[i].isNull())
                m_kept.store(items[first + i], std::move(pictures[i]));
        }
        if (progress)
            progress(static_cast<int>(first + count), static_cast<int>(items.size()));
    }
    return hashes;
}

/// @p kept receives the picture at network size where it took long to decode.
PerceptualHash TrainingImages::lookAt(std::size_t item, Image& kept) const
{
    const auto bytes = ImageDecoder::readFile(m_dataset.items[item].path);
    if (!bytes)
        return {}; // views() says why
    const bool isCostly = bytes->size() >= kCostlyBytes;
    const auto image = ImageDecoder::decode(QByteArrayView(*bytes), isCostly ? m_settings.preprocessing.resize
                                                                             : PerceptualHash::kDecodedSide);
    if (!image)
        return {};
    if (isCostly)
        kept = resizedForNetwork(*image, m_settings.preprocessing);
    return PerceptualHash::of(*image);
}

} // namespace cultivar
