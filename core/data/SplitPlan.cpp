// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/SplitPlan.h"

#include "core/data/DrawOrder_p.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <utility>

namespace cultivar {

namespace {

using Indices = std::vector<std::size_t>;

std::vector<Indices> groupedByClass(const Dataset& dataset, const Indices& indices)
{
    std::vector<Indices> groups(static_cast<std::size_t>(dataset.classes.size()));
    for (const std::size_t index : indices)
        groups[static_cast<std::size_t>(dataset.items[index].label)].push_back(index);
    return groups;
}

/// Moves the drawn part of each class from plan.train to plan.validation.
void drawValidation(const Dataset& dataset, std::uint64_t seed, double share, SplitPlan& plan)
{
    auto groups = groupedByClass(dataset, plan.train);
    plan.train.clear();
    for (std::size_t label = 0; label < groups.size(); ++label) {
        Indices& group = groups[label];
        shuffleByPath(dataset, group, Random{seed, label});
        const std::size_t count = SplitPlan::validationCount(group.size(), share);
        const auto middle = group.begin() + static_cast<std::ptrdiff_t>(count);
        plan.validation.insert(plan.validation.end(), group.begin(), middle);
        plan.train.insert(plan.train.end(), middle, group.end());
    }
}

/// Items that stay together, and how many of each class they are. What has trained must not judge.
struct Unit
{
    Indices items;
    std::map<std::size_t, std::size_t> perClass;
    Subset side = Subset::Unassigned; // that it had before

    void add(std::size_t item, std::size_t label, Subset itsSide)
    {
        items.push_back(item);
        ++perClass[label];
        if (side != Subset::Train && itsSide != Subset::Unassigned)
            side = itsSide;
    }
};

/// Draws whole units, in an order that depends on the seed and the paths. Lives for one draw.
class UnitDraw
{
public:
    UnitDraw(const Dataset& dataset, Indices pool, const ItemGroups& groups, const ItemSides& sides,
             std::uint64_t seed, double share)
    {
        std::sort(pool.begin(), pool.end(), [&](std::size_t a, std::size_t b) {
            return dataset.items[a].path.native() < dataset.items[b].path.native();
        });
        std::map<std::size_t, std::size_t> unitOf;
        m_left.resize(static_cast<std::size_t>(dataset.classes.size()));
        for (const std::size_t index : pool) {
            const auto [known, isNew] =
                unitOf.emplace(groups.empty() ? index : groups[index], m_units.size());
            if (isNew)
                m_units.emplace_back();
            const auto label = static_cast<std::size_t>(dataset.items[index].label);
            m_units[known->second].add(index, label, sides.empty() ? Subset::Unassigned : sides[index]);
            ++m_left[label];
        }
        Random{seed}.shuffle(m_units);
        m_isTaken.resize(m_units.size());
        m_taken.resize(m_left.size());
        for (const std::size_t images : m_left)
            m_needs.push_back(SplitPlan::validationCount(images, share));
    }

    /// What has judged before, then what fits every class's need, then what brings the classes closer to it,
    /// at last something for each class that has nothing yet.
    void draw()
    {
        for (std::size_t i = 0; i < m_units.size(); ++i) {
            if (m_units[i].side == Subset::Validation && leavesTraining(m_units[i]))
                take(i);
        }
        for (std::size_t i = 0; i < m_units.size(); ++i) {
            if (isFree(i) && fits(m_units[i]))
                take(i);
        }
        for (std::size_t i = 0; i < m_units.size(); ++i) {
            if (isFree(i) && leavesTraining(m_units[i]) && excessOf(m_units[i]) < 0)
                take(i);
        }
        for (std::size_t label = 0; label < m_needs.size(); ++label) {
            if (m_needs[label] > 0 && m_taken[label] == 0)
                takeLeastFor(label);
        }
    }

    void addTo(SplitPlan& plan) const
    {
        for (std::size_t i = 0; i < m_units.size(); ++i) {
            Indices& part = m_isTaken[i] ? plan.validation : plan.train;
            part.insert(part.end(), m_units[i].items.begin(), m_units[i].items.end());
        }
    }

private:
    bool isFree(std::size_t index) const
    {
        return !m_isTaken[index] && m_units[index].side == Subset::Unassigned;
    }

    bool fits(const Unit& unit) const
    {
        return std::all_of(unit.perClass.begin(), unit.perClass.end(), [this](const auto& part) {
            return m_taken[part.first] + part.second <= m_needs[part.first];
        });
    }

    bool leavesTraining(const Unit& unit) const
    {
        return std::all_of(unit.perClass.begin(), unit.perClass.end(),
                           [this](const auto& part) { return m_left[part.first] > part.second; });
    }

    /// By how many images the classes would be further from their needs with @p unit; below 0: closer.
    std::ptrdiff_t excessOf(const Unit& unit) const
    {
        std::ptrdiff_t excess = 0;
        for (const auto& [label, count] : unit.perClass) {
            const auto missing = static_cast<std::ptrdiff_t>(m_needs[label] - m_taken[label]);
            excess += std::abs(missing - static_cast<std::ptrdiff_t>(count)) - std::abs(missing);
        }
        return excess;
    }

    void takeLeastFor(std::size_t label)
    {
        std::size_t best = m_units.size();
        for (std::size_t i = 0; i < m_units.size(); ++i) {
            if (!isFree(i) || !m_units[i].perClass.contains(label) || !leavesTraining(m_units[i]))
                continue;
            if (best == m_units.size() || excessOf(m_units[i]) < excessOf(m_units[best]))
                best = i;
        }
        if (best < m_units.size())
            take(best);
    }

    void take(std::size_t index)
    {
        m_isTaken[index] = true;
        for (const auto& [label, count] : m_units[index].perClass) {
            m_taken[label] += count;
            m_left[label] -= count;
        }
    }

    std::vector<Unit> m_units;
    std::vector<bool> m_isTaken;
    // Images per class.
    std::vector<std::size_t> m_needs;
    std::vector<std::size_t> m_taken;
    std::vector<std::size_t> m_left;
};

/// Whether two of @p pool belong together.
bool hasGroup(const Indices& pool, const ItemGroups& groups)
{
    if (groups.empty())
        return false;
    Indices numbers;
    for (const std::size_t index : pool)
        numbers.push_back(groups[index]);
    std::sort(numbers.begin(), numbers.end());
    return std::adjacent_find(numbers.begin(), numbers.end()) != numbers.end();
}

SplitPlan byFolder(const Dataset& dataset)
{
    SplitPlan plan;
    for (std::size_t i = 0; i < dataset.items.size(); ++i) {
        const Subset subset = dataset.items[i].subset;
        Indices& part = subset == Subset::Validation ? plan.validation
                        : subset == Subset::Test     ? plan.test
                                                     : plan.train;
        part.push_back(i);
    }
    return plan;
}

Result<void> checkUsable(const Dataset& dataset, const SplitPlan& plan)
{
    const auto groups = groupedByClass(dataset, plan.train);
    const auto filled =
        std::count_if(groups.begin(), groups.end(), [](const auto& group) { return !group.empty(); });
    if (filled < 2)
        return failure(ErrorCode::TooFewClasses, dataset.root,
                       QStringLiteral("%1 classes with training images").arg(filled));
    for (std::size_t label = 0; label < groups.size(); ++label) {
        if (groups[label].empty())
            return failure(ErrorCode::ClassTooSmall, dataset.root,
                           QStringLiteral("no image to train on in class \"%1\"")
                               .arg(dataset.classes[qsizetype(label)]));
    }
    if (plan.validation.empty())
        return failure(ErrorCode::NoImages, dataset.root,
                       QStringLiteral("no image is left to validate with"));
    return {};
}

} // namespace

std::size_t SplitPlan::validationCount(std::size_t images, double validationShare)
{
    if (images < 2)
        return 0;
    const double wanted = std::round(std::clamp(validationShare, 0.0, 1.0) * static_cast<double>(images));
    return std::clamp<std::size_t>(static_cast<std::size_t>(wanted), 1, images - 1);
}

Result<SplitPlan> SplitPlan::make(const Dataset& dataset, std::uint64_t seed, double validationShare,
                                  const ItemGroups& groups, const ItemSides& sides)
{
    Q_ASSERT(sides.empty() || sides.size() == dataset.items.size());
    Q_ASSERT(groups.empty() || groups.size() == dataset.items.size());
    SplitPlan plan = byFolder(dataset);
    if (!dataset.hasSubset(Subset::Validation)) {
        if (!sides.empty() || hasGroup(plan.train, groups)) {
            UnitDraw units(dataset, std::exchange(plan.train, {}), groups, sides, seed, validationShare);
            units.draw();
            units.addTo(plan);
        } else {
            drawValidation(dataset, seed, validationShare, plan);
        }
    }
    for (Indices* part : {&plan.train, &plan.validation, &plan.test})
        std::sort(part->begin(), part->end());
    return checkUsable(dataset, plan).map([&] { return std::move(plan); });
}

} // namespace cultivar
