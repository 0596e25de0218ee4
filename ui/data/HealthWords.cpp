// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/HealthWords.h"

#include <QCoreApplication>

#include <map>

namespace cultivar {

namespace {

struct HealthWords
{
    Q_DECLARE_TR_FUNCTIONS(HealthWords)
};

constexpr std::size_t kKindsNamed = 3;

QString imagesIn(const Dataset& dataset, int label)
{
    const int count = dataset.imagesPerClass()[static_cast<std::size_t>(label)];
    return HealthWords::tr("“%1” has %n image(s)", nullptr, count).arg(dataset.classes[label]);
}

} // namespace

QString findingTitle(FindingKind kind, int count)
{
    switch (kind) {
    case FindingKind::DamagedFile:
        return HealthWords::tr("%n damaged file(s)", nullptr, count);
    case FindingKind::DuplicateAcrossSplit:
        return HealthWords::tr("%n image(s) on both sides of the split", nullptr, count);
    case FindingKind::DuplicateAcrossClasses:
        return HealthWords::tr("%n image(s) in several classes", nullptr, count);
    case FindingKind::ExactDuplicate:
        return HealthWords::tr("%n image(s) with identical copies", nullptr, count);
    case FindingKind::NearDuplicate:
        return HealthWords::tr("%n image(s) with look-alikes", nullptr, count);
    case FindingKind::TinyImage:
        return HealthWords::tr("%n tiny image(s)", nullptr, count);
    case FindingKind::ExtremeAspect:
        return HealthWords::tr("%n very long or tall image(s)", nullptr, count);
    case FindingKind::ClassImbalance:
        return HealthWords::tr("Uneven classes");
    case FindingKind::FewImages:
        return HealthWords::tr("%n class(es) with few images", nullptr, count);
    }
    Q_UNREACHABLE();
}

QString findingAdvice(FindingKind kind)
{
    switch (kind) {
    case FindingKind::DamagedFile:
        return HealthWords::tr(
            "They cannot be read to the end, and training passes them over. Replace them with "
            "good copies, or exclude them and they are not mentioned again.");
    case FindingKind::DuplicateAcrossSplit:
        return HealthWords::tr(
            "The same image trains and judges, so the score looks better than it is. Keep one "
            "of each and exclude the rest.");
    case FindingKind::DuplicateAcrossClasses:
        return HealthWords::tr(
            "The same image is said to be two things, so one of the labels may be wrong. Move "
            "it to the right class, or exclude it.");
    case FindingKind::ExactDuplicate:
        return HealthWords::tr(
            "The files are the same, byte for byte. They stay on one side of the split; one of "
            "each is enough.");
    case FindingKind::NearDuplicate:
        return HealthWords::tr(
            "They look the same: another size, a burst, a light edit. They stay on one side of "
            "the split. Keep them where the difference matters.");
    case FindingKind::TinyImage:
        return HealthWords::tr("Their shorter side is below %n pixel(s), so there is little to see.", nullptr,
                               DatasetHealth::kFewestPixels);
    case FindingKind::ExtremeAspect:
        return HealthWords::tr("One side is more than %n time(s) the other. Cropping would show only their "
                               "middle.",
                               nullptr, int(DatasetHealth::kLargestAspect));
    case FindingKind::ClassImbalance:
        return HealthWords::tr(
            "The model may prefer the large class. More images of the small one help, and so "
            "does letting rare classes weigh as much, under Advanced.");
    case FindingKind::FewImages:
        return HealthWords::tr("A class is learned better from %n image(s) or more.", nullptr,
                               DatasetHealth::kFewestImages);
    }
    Q_UNREACHABLE();
}

QString classFindingText(const Finding& finding, const Dataset& dataset)
{
    const auto isKnown = [&](int label) { return label < dataset.classes.size(); };
    if (!std::all_of(finding.labels.begin(), finding.labels.end(), isKnown))
        return {}; // the check is older than the last change
    if (finding.kind == FindingKind::FewImages)
        return HealthWords::tr("%1.").arg(imagesIn(dataset, finding.labels.front()));
    if (finding.kind == FindingKind::ClassImbalance)
        return HealthWords::tr("%1, %2.").arg(imagesIn(dataset, finding.labels.front()),
                                              imagesIn(dataset, finding.labels.back()));
    return {};
}

QString healthSummary(const DatasetHealth& health)
{
    if (health.findings.empty())
        return HealthWords::tr("All images are sound, and no two look the same.");
    std::map<FindingKind, int> counts;
    for (const Finding& finding : health.findings)
        ++counts[finding.kind];
    QStringList parts;
    for (const auto& [kind, count] : counts) {
        if (parts.size() < qsizetype(kKindsNamed))
            parts << findingTitle(kind, count);
    }
    const int left = static_cast<int>(counts.size() - std::min(counts.size(), kKindsNamed));
    const QString found = parts.join(HealthWords::tr(" · ", "between things that were found"));
    return left == 0 ? found : HealthWords::tr("%1 · %n more", nullptr, left).arg(found);
}

} // namespace cultivar
