// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/PicturePass_p.h"

#include "core/model/BackboneTiming.h"

namespace cultivar {

namespace {

constexpr std::uint64_t kPlainView = 0;

} // namespace

void PicturePass::visitAll(const std::vector<std::size_t>& items, const CancelToken& cancel,
                           const FeaturePass::Progress& progress, const Visit& visit)
{
    constexpr std::size_t kAtOnce = BackboneTiming::kBatch;
    for (std::size_t first = 0; first < items.size() && cancel.checkpoint(); first += kAtOnce) {
        const std::size_t count = std::min(kAtOnce, items.size() - first);
        std::vector<std::size_t> readable;
        const torch::Tensor pictures =
            m_images.views(std::span(items).subspan(first, count), kPlainView, 1, readable);
        visit(pictures, readable);
        progress(static_cast<int>(first + count), static_cast<int>(items.size()));
    }
}

CachedSubset PicturePass::read(const std::vector<std::size_t>& items, const CancelToken& cancel,
                               const FeaturePass::Progress& progress)
{
    CachedSubset subset;
    visitAll(items, cancel, progress, [&](const torch::Tensor&, const std::vector<std::size_t>& readable) {
        for (const std::size_t item : readable) {
            subset.items.push_back(item);
            subset.labels.push_back(m_dataset.items[item].label);
        }
    });
    return subset;
}

std::optional<double> PicturePass::accuracy(Classifier& classifier, const std::vector<std::size_t>& items,
                                            const CancelToken& cancel, const FeaturePass::Progress& progress)
{
    const auto form = classifier.probabilityForm(m_images.crop());
    std::size_t correct = 0, readableCount = 0;
    visitAll(items, cancel, progress,
             [&](const torch::Tensor& pictures, const std::vector<std::size_t>& readable) {
                 for (std::size_t i = 0; i < readable.size(); ++i) {
                     const auto row = static_cast<std::int64_t>(i);
                     const torch::Tensor picture = pictures.slice(0, row, row + 1).contiguous();
                     correct += form(picture.to(classifier.device())).argmax(1).item<std::int64_t>() ==
                                m_dataset.items[readable[i]].label;
                 }
                 readableCount += readable.size();
             });
    if (cancel.isCancelled() || readableCount == 0)
        return std::nullopt;
    return static_cast<double>(correct) / static_cast<double>(readableCount);
}

} // namespace cultivar
