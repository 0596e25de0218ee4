// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/NearestImages.h"

#include "core/base/Paths.h"
#include "core/evaluate/FeatureStore.h"
#include "core/predict/Predictor.h"

#include <QStandardPaths>
#include <QThread>

#include <algorithm>
#include <cmath>

namespace cultivar {

namespace {

using Items = std::vector<std::size_t>;
using Signatures = std::vector<std::optional<ImageSignature>>;

/// Those that trained the model, in the dataset's order.
Items trainedItems(const Dataset& dataset, const ModelDescription& model, const Signatures& signatures)
{
    Items items;
    for (std::size_t i = 0; i < dataset.items.size(); ++i) {
        if (signatures[i] && (!model.seen || model.seen->isTrained(signatures[i])))
            items.push_back(i);
    }
    return items;
}

/// At most @p most of @p items, the same number of each class where it has as many, evenly over its images.
Items thinnedOut(const Items& items, const Dataset& dataset, std::size_t most)
{
    if (items.size() <= most)
        return items;
    std::vector<Items> byClass(static_cast<std::size_t>(dataset.classes.size()));
    for (const std::size_t item : items)
        byClass[static_cast<std::size_t>(dataset.items[item].label)].push_back(item);
    Items kept;
    for (const Items& members : byClass) {
        const std::size_t count = std::min(members.size(), most / byClass.size());
        for (std::size_t i = 0; i < count; ++i)
            kept.push_back(members[i * members.size() / count]);
    }
    std::sort(kept.begin(), kept.end());
    return kept;
}

double distance(std::span<const float> a, const float* b)
{
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = static_cast<double>(a[i]) - static_cast<double>(b[i]);
        sum += difference * difference;
    }
    return std::sqrt(sum);
}

} // namespace

std::filesystem::path NearestImages::defaultCache()
{
    return toPath(QStandardPaths::writableLocation(QStandardPaths::CacheLocation)) / "features";
}

Result<NearestImages> NearestImages::make(const Predictor& predictor, const QString& modelSha256,
                                          const Dataset& dataset, const Request& request)
{
    const Signatures signatures = signaturesOf(dataset, QThread::idealThreadCount(), request.cancel);
    if (request.cancel.isCancelled())
        return failure(ErrorCode::Cancelled);
    const std::size_t width = predictor.featureWidth();
    const Items items = thinnedOut(trainedItems(dataset, predictor.description(), signatures), dataset,
                                   std::max<std::size_t>(1, request.maxBytes / (width * sizeof(float))));
    FeatureStore store(request.cache, modelSha256, dataset.root, width);
    Items missing;
    for (const std::size_t item : items) {
        if (!store.find(*signatures[item]))
            missing.push_back(item);
    }
    std::vector<std::filesystem::path> paths;
    for (const std::size_t item : missing)
        paths.push_back(dataset.items[item].path);
    const bool isComplete = predictor.classifyAll(
        paths, request.cancel, [&](std::size_t index, const Result<Prediction>& prediction) {
            if (prediction)
                store.add(*signatures[missing[index]], prediction->features);
            if (request.progress)
                request.progress(static_cast<int>(index) + 1, static_cast<int>(paths.size()));
        });
    store.save(); // what was computed before a cancellation too
    if (!isComplete)
        return failure(ErrorCode::Cancelled);
    NearestImages nearest;
    for (const std::size_t item : items) {
        const float* features = store.find(*signatures[item]);
        if (!features)
            continue; // it cannot be read
        const DatasetItem& image = dataset.items[item];
        nearest.m_images.push_back({image.path, dataset.classes[image.label]});
        nearest.m_features.insert(nearest.m_features.end(), features, features + width);
    }
    if (nearest.m_images.empty())
        return failure(ErrorCode::NoImages, dataset.root,
                       QStringLiteral("none of its images trained the model"));
    return nearest;
}

std::vector<Neighbour> NearestImages::nearest(std::span<const float> features, int count,
                                              const std::filesystem::path& self) const
{
    std::vector<std::pair<double, std::size_t>> byDistance;
    for (std::size_t i = 0; i < m_images.size(); ++i) {
        if (m_images[i].path != self)
            byDistance.emplace_back(distance(features, m_features.data() + i * features.size()), i);
    }
    const std::size_t wanted = std::min(byDistance.size(), static_cast<std::size_t>(std::max(0, count)));
    std::partial_sort(byDistance.begin(), byDistance.begin() + static_cast<std::ptrdiff_t>(wanted),
                      byDistance.end());
    std::vector<Neighbour> neighbours;
    for (std::size_t i = 0; i < wanted; ++i) {
        const Image& image = m_images[byDistance[i].second];
        neighbours.push_back({image.path, image.label, byDistance[i].first});
    }
    return neighbours;
}

} // namespace cultivar
