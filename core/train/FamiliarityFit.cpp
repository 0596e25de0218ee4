// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/FamiliarityFit_p.h"

#include "core/model/BackboneTiming.h"

#include <algorithm>

namespace cultivar {

namespace {

constexpr std::size_t kImagesWanted = 4096; // more cost time and move no distance that matters

/// Positions in @p subset: the first images of each class, equally many where there are enough.
std::vector<std::size_t> firstOfEachClass(const CachedSubset& subset, std::size_t classes)
{
    const std::size_t perClass = std::max<std::size_t>(2, kImagesWanted / classes);
    std::vector<std::size_t> taken(classes), chosen;
    for (std::size_t i = 0; i < subset.labels.size(); ++i) {
        if (taken[static_cast<std::size_t>(subset.labels[i])]++ < perClass)
            chosen.push_back(i);
    }
    return chosen;
}

} // namespace

Result<std::optional<Familiarity>>
FamiliarityFit::fit(const CachedSubset& training, const CachedSubset& validation, const CancelToken& cancel)
{
    torch::NoGradGuard guard;
    m_run.classifier.freezeAll();
    const auto classes = static_cast<std::size_t>(m_run.dataset.classes.size());
    const auto chosen = firstOfEachClass(training, classes);
    const auto known = features(training, chosen, cancel);
    if (!known)
        return tl::unexpected(known.error());
    const auto heldBack = features(validation, firstOfEachClass(validation, classes), cancel);
    if (!heldBack)
        return tl::unexpected(heldBack.error());
    std::vector<std::int64_t> labels;
    for (const std::size_t i : chosen)
        labels.push_back(training.labels[i]);
    if (known->size(0) != static_cast<std::int64_t>(labels.size()))
        return std::nullopt; // pictures have gone meanwhile
    return Familiarity::fit(*known, torch::tensor(labels, torch::kInt64), static_cast<int>(classes),
                            *heldBack);
}

/// [chosen, featureWidth] on the CPU, as cheaply as what the run kept allows.
Result<torch::Tensor> FamiliarityFit::features(const CachedSubset& subset,
                                               const std::vector<std::size_t>& chosen,
                                               const CancelToken& cancel)
{
    std::vector<std::int64_t> rows; // the first view of each is clean
    std::vector<std::size_t> items;
    for (const std::size_t i : chosen) {
        rows.push_back(static_cast<std::int64_t>(i) * subset.views);
        items.push_back(subset.items[i]);
    }
    if (subset.features && !m_run.isBackboneNew)
        return subset.features->gather(rows);
    if (subset.activations)
        return fromActivations(subset, rows, cancel);
    FeaturePass pass(m_run.classifier, m_run.images, m_run.dataset, 0);
    const auto passed = pass.run(items, 1, cancel, [](int, int) {});
    if (!passed)
        return tl::unexpected(passed.error());
    std::vector<std::int64_t> all(passed->items.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = static_cast<std::int64_t>(i);
    if (all.empty())
        return torch::empty({0, m_run.classifier.featureWidth()});
    return passed->features->gather(all);
}

Result<torch::Tensor> FamiliarityFit::fromActivations(const CachedSubset& subset,
                                                      const std::vector<std::int64_t>& rows,
                                                      const CancelToken& cancel)
{
    nn::InferenceForm form;
    std::vector<torch::Tensor> parts;
    for (std::size_t first = 0; first < rows.size(); first += BackboneTiming::kBatch) {
        if (!cancel.checkpoint())
            return failure(ErrorCode::Cancelled);
        const std::size_t end = std::min(rows.size(), first + BackboneTiming::kBatch);
        const auto activations =
            subset.activations->gather({rows.begin() + static_cast<std::ptrdiff_t>(first),
                                        rows.begin() + static_cast<std::ptrdiff_t>(end)});
        if (!activations)
            return tl::unexpected(activations.error());
        const torch::Tensor input = activations->to(m_run.classifier.device());
        if (form.isEmpty())
            form = m_run.classifier.trunkForm(m_run.cut, m_run.classifier.blockCount(), true,
                                              input.slice(0, 0, 1).contiguous());
        parts.push_back(form(input).to(torch::kCPU));
    }
    return torch::cat(parts);
}

} // namespace cultivar
