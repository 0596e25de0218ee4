// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DatasetHealth.h"

#include "core/base/ParallelFor.h"
#include "core/data/UnionFind.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

namespace cultivar {

namespace {

using Groups = DuplicateFinder::Groups;

// A JPEG whose shorter side is below the decoded one is decoded in full, so that tiny ones are measured
// exactly.
static_assert(PerceptualHash::kDecodedSide > DatasetHealth::kFewestPixels);

/// What reading all images gave: a look for every item, and the errors of those that have none.
struct Reading
{
    std::vector<PictureLook> looks;
    std::map<std::size_t, Error> damages;
};

Reading readImages(const Dataset& dataset, PictureLooks& known, const DatasetHealth::Means& means)
{
    Reading reading{std::vector<PictureLook>(dataset.items.size()), {}};
    std::mutex mutex;
    std::size_t done = 0;
    parallelFor(dataset.items.size(), means.threads, [&](std::size_t index) {
        if (!means.cancel.checkpoint())
            return;
        const auto look = known.at(dataset.items[index].path);
        if (look)
            reading.looks[index] = *look;
        const std::lock_guard lock(mutex);
        if (!look)
            reading.damages.emplace(index, look.error());
        ++done;
        if (means.progress)
            means.progress(done);
    });
    return reading;
}

/// Moves the damaged images to the skipped files; dataset.items and reading.looks stay side by side.
void moveDamaged(Dataset& dataset, Reading& reading, std::vector<Finding>& findings)
{
    for (const auto& [index, error] : reading.damages) {
        const auto& [path, label, subset] = dataset.items[index];
        findings.push_back({FindingKind::DamagedFile, {path}, error.detail, {label}, error});
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
    const std::vector<int> concerned(labels.begin(), labels.end());
    QStringList names;
    for (const Subset subset : subsets)
        names += nameOf(subset);
    if (subsets.size() > 1)
        findings.push_back({FindingKind::DuplicateAcrossSplit, paths,
                            QStringLiteral("%1 in %2").arg(likeness, names.join(", ")), concerned});
    names.clear();
    for (const int label : labels)
        names += dataset.classes[label];
    if (labels.size() > 1)
        findings.push_back({FindingKind::DuplicateAcrossClasses, paths,
                            QStringLiteral("%1 in %2").arg(likeness, names.join(", ")), concerned});
    if (subsets.size() == 1 && labels.size() == 1)
        findings.push_back({kind, std::move(paths), likeness, concerned});
}

/// Files with the same bytes look the same, flat ones too, so that only those are read once more.
Groups findSameBytes(const Dataset& dataset, const std::vector<PictureLook>& looks,
                     const DatasetHealth::Means& means)
{
    std::unordered_map<std::uint64_t, int> counts;
    for (const PictureLook& look : looks)
        ++counts[look.hash.bits];
    std::vector<std::size_t> items;
    std::vector<std::filesystem::path> paths;
    for (std::size_t index = 0; index < looks.size(); ++index) {
        if (counts[looks[index].hash.bits] < 2)
            continue;
        items.push_back(index);
        paths.push_back(dataset.items[index].path);
    }
    Groups groups = DuplicateFinder::exact(paths, means.threads, means.cancel);
    for (auto& group : groups) {
        for (std::size_t& index : group)
            index = items[index];
    }
    return groups;
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

void checkSizes(const Dataset& dataset, const std::vector<PictureLook>& looks, std::vector<Finding>& findings)
{
    for (std::size_t index = 0; index < looks.size(); ++index) {
        const auto [shorter, longer] = std::minmax({looks[index].width, looks[index].height});
        if (shorter < DatasetHealth::kFewestPixels)
            findings.push_back(
                {FindingKind::TinyImage,
                 {dataset.items[index].path},
                 QStringLiteral("%1 × %2 pixels").arg(looks[index].width).arg(looks[index].height),
                 {dataset.items[index].label}});
        if (longer > DatasetHealth::kLargestAspect * shorter)
            findings.push_back({FindingKind::ExtremeAspect,
                                {dataset.items[index].path},
                                QStringLiteral("%1:1").arg(double(longer) / shorter, 0, 'f', 1),
                                {dataset.items[index].label}});
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
                                    .arg(DatasetHealth::kFewestImages),
                                {static_cast<int>(label)}});
    }
    const auto [fewest, most] = std::minmax_element(counts.begin(), counts.end());
    if (fewest != counts.end() && *most > DatasetHealth::kLargestImbalance * std::max(1, *fewest))
        findings.push_back(
            {FindingKind::ClassImbalance,
             {},
             QStringLiteral("images in %1: %2, in %3: %4")
                 .arg(dataset.classes[most - counts.begin()])
                 .arg(*most)
                 .arg(dataset.classes[fewest - counts.begin()])
                 .arg(*fewest),
             {static_cast<int>(most - counts.begin()), static_cast<int>(fewest - counts.begin())}});
}

} // namespace

Result<DatasetHealth> DatasetHealth::check(Dataset& dataset, int threads, const CancelToken& cancel,
                                           const Progress& progress)
{
    PictureLooks looks;
    return check(dataset, looks, {threads, cancel, progress});
}

Result<DatasetHealth> DatasetHealth::check(Dataset& dataset, PictureLooks& looks, const Means& means)
{
    Reading reading = readImages(dataset, looks, means);
    if (means.cancel.isCancelled())
        return failure(ErrorCode::Cancelled, dataset.root);
    DatasetHealth health;
    moveDamaged(dataset, reading, health.findings);
    const Groups exact = findSameBytes(dataset, reading.looks, means);
    if (means.cancel.isCancelled())
        return failure(ErrorCode::Cancelled, dataset.root);
    std::vector<PerceptualHash> hashes;
    for (const PictureLook& look : reading.looks)
        hashes.push_back(look.hash);
    health.duplicates = findDuplicates(dataset, exact, DuplicateFinder::near(hashes), health.findings);
    checkSizes(dataset, reading.looks, health.findings);
    checkClasses(dataset, health.findings);
    std::stable_sort(health.findings.begin(), health.findings.end(),
                     [](const Finding& a, const Finding& b) { return a.kind < b.kind; });
    return health;
}

} // namespace cultivar
