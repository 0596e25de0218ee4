// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DatasetHealth.h"

#include "core/base/ParallelFor.h"
#include "core/data/ImageDecoder.h"
#include "core/data/UnionFind.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

namespace cultivar {

namespace {

using Groups = DuplicateFinder::Groups;

// Small enough to be quick, while every byte of a JPEG is still read. A JPEG whose shorter side is below this
// is decoded in full, so that tiny ones are measured exactly.
constexpr int kDecodedSide = 64;
static_assert(kDecodedSide > DatasetHealth::kFewestPixels);

/// What is kept of a decoded image.
struct Look
{
    PerceptualHash hash;
    int width = 0;
    int height = 0;
};

/// What reading all images gave: a look for every item, and the errors of those that have none.
struct Reading
{
    std::vector<Look> looks;
    std::map<std::size_t, Error> damages;
};

Reading readImages(const Dataset& dataset, int threads, const CancelToken& cancel,
                   const DatasetHealth::Progress& progress)
{
    Reading reading{std::vector<Look>(dataset.items.size()), {}};
    std::mutex mutex;
    std::size_t done = 0;
    parallelFor(dataset.items.size(), threads, [&](std::size_t index) {
        if (!cancel.checkpoint())
            return;
        const auto image = ImageDecoder::decode(dataset.items[index].path, kDecodedSide);
        if (image)
            reading.looks[index] = {PerceptualHash::of(*image), image->width, image->height};
        const std::lock_guard lock(mutex);
        if (!image)
            reading.damages.emplace(index, image.error());
        ++done;
        if (progress)
            progress(done);
    });
    return reading;
}

/// Moves the damaged images to the skipped files; dataset.items and reading.looks stay side by side.
void moveDamaged(Dataset& dataset, Reading& reading, std::vector<Finding>& findings)
{
    for (const auto& [index, error] : reading.damages) {
        const std::filesystem::path& path = dataset.items[index].path;
        findings.push_back({FindingKind::DamagedFile, {path}, error.detail});
        dataset.skipped.push_back({path, error});
    }
    std::size_t kept = 0;
    for (std::size_t index = 0; index < dataset.items.size(); ++index) {
        if (reading.damages.contains(index))
            continue;
        if (kept != index) {
            dataset.items[kept] = std::move(dataset.items[index]);
            reading.looks[kept] = reading.looks[index];
        }
        ++kept;
    }
    dataset.items.resize(kept);
    reading.looks.resize(kept);
}

QString nameOf(Subset subset)
{
    switch (subset) {
    case Subset::Train:
        return QStringLiteral("train");
    case Subset::Validation:
        return QStringLiteral("validation");
    case Subset::Test:
        return QStringLiteral("test");
    case Subset::Unassigned:
        break;
    }
    return {};
}

/// @p kind is that of a group inside one class and one part of the split.
void addDuplicates(const Dataset& dataset, const std::vector<std::size_t>& group, FindingKind kind,
                   std::vector<Finding>& findings)
{
    std::vector<std::filesystem::path> paths;
    std::set<int> labels;
    std::set<Subset> subsets;
    for (const std::size_t index : group) {
        const DatasetItem& item = dataset.items[index];
        paths.push_back(item.path);
        labels.insert(item.label);
        subsets.insert(item.subset);
    }
    const QString likeness =
        kind == FindingKind::ExactDuplicate ? QStringLiteral("same bytes") : QStringLiteral("same look");
    QStringList names;
    for (const Subset subset : subsets)
        names += nameOf(subset);
    if (subsets.size() > 1)
        findings.push_back({FindingKind::DuplicateAcrossSplit, paths,
                            QStringLiteral("%1 in %2").arg(likeness, names.join(", "))});
    names.clear();
    for (const int label : labels)
        names += dataset.classes[label];
    if (labels.size() > 1)
        findings.push_back({FindingKind::DuplicateAcrossClasses, paths,
                            QStringLiteral("%1 in %2").arg(likeness, names.join(", "))});
    if (subsets.size() == 1 && labels.size() == 1)
        findings.push_back({kind, std::move(paths), likeness});
}

/// Adds the findings and returns the groups of both kinds, united.
Groups findDuplicates(const Dataset& dataset, const Groups& exact, const Groups& near,
                      std::vector<Finding>& findings)
{
    UnionFind sets(dataset.items.size());
    const auto unite = [&sets](const std::vector<std::size_t>& group) {
        for (const std::size_t index : group)
            sets.unite(group.front(), index);
    };
    for (const auto& group : exact) {
        addDuplicates(dataset, group, FindingKind::ExactDuplicate, findings);
        unite(group);
    }
    // Same bytes look the same: only groups that join something more are news.
    const auto isNews = [&sets](const std::vector<std::size_t>& group) {
        return std::any_of(group.begin(), group.end(),
                           [&](std::size_t index) { return sets.root(index) != sets.root(group.front()); });
    };
    for (const auto& group : near) {
        if (isNews(group))
            addDuplicates(dataset, group, FindingKind::NearDuplicate, findings);
        unite(group);
    }
    return sets.groups();
}

void checkSizes(const Dataset& dataset, const std::vector<Look>& looks, std::vector<Finding>& findings)
{
    for (std::size_t index = 0; index < looks.size(); ++index) {
        const auto [shorter, longer] = std::minmax({looks[index].width, looks[index].height});
        if (shorter < DatasetHealth::kFewestPixels)
            findings.push_back(
                {FindingKind::TinyImage,
                 {dataset.items[index].path},
                 QStringLiteral("%1 × %2 pixels").arg(looks[index].width).arg(looks[index].height)});
        if (longer > DatasetHealth::kLargestAspect * shorter)
            findings.push_back({FindingKind::ExtremeAspect,
                                {dataset.items[index].path},
                                QStringLiteral("%1:1").arg(double(longer) / shorter, 0, 'f', 1)});
    }
}

void checkClasses(const Dataset& dataset, std::vector<Finding>& findings)
{
    const std::vector<int> counts = dataset.imagesPerClass();
    for (std::size_t label = 0; label < counts.size(); ++label) {
        if (counts[label] < DatasetHealth::kFewestImages)
            findings.push_back({FindingKind::FewImages,
                                {},
                                QStringLiteral("images in %1: %2; %3 or more make a usable class")
                                    .arg(dataset.classes[qsizetype(label)])
                                    .arg(counts[label])
                                    .arg(DatasetHealth::kFewestImages)});
    }
    const auto [fewest, most] = std::minmax_element(counts.begin(), counts.end());
    if (fewest != counts.end() && *most > DatasetHealth::kLargestImbalance * std::max(1, *fewest))
        findings.push_back({FindingKind::ClassImbalance,
                            {},
                            QStringLiteral("images in %1: %2, in %3: %4")
                                .arg(dataset.classes[most - counts.begin()])
                                .arg(*most)
                                .arg(dataset.classes[fewest - counts.begin()])
                                .arg(*fewest)});
}

} // namespace

Result<DatasetHealth> DatasetHealth::check(Dataset& dataset, int threads, const CancelToken& cancel,
                                           const Progress& progress)
{
    Reading reading = readImages(dataset, threads, cancel, progress);
    if (cancel.isCancelled())
        return failure(ErrorCode::Cancelled, dataset.root);
    DatasetHealth health;
    moveDamaged(dataset, reading, health.findings);
    std::vector<std::filesystem::path> paths;
    for (const DatasetItem& item : dataset.items)
        paths.push_back(item.path);
    const Groups exact = DuplicateFinder::exact(paths, threads, cancel);
    if (cancel.isCancelled())
        return failure(ErrorCode::Cancelled, dataset.root);
    std::vector<PerceptualHash> hashes;
    for (const Look& look : reading.looks)
        hashes.push_back(look.hash);
    health.duplicates = findDuplicates(dataset, exact, DuplicateFinder::near(hashes), health.findings);
    checkSizes(dataset, reading.looks, health.findings);
    checkClasses(dataset, health.findings);
    std::stable_sort(health.findings.begin(), health.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.kind < b.kind; });
    return health;
}

} // namespace cultivar
