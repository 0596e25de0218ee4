// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Paths.h"
#include "core/data/DuplicateGroups.h"
#include "tests/data/Pictures.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <numeric>

using namespace cultivar;

namespace {

constexpr double kShare = 0.2;

/// A dataset of so many images per class, all without files.
Dataset datasetOf(const std::vector<int>& imagesPerClass)
{
    Dataset dataset;
    for (std::size_t label = 0; label < imagesPerClass.size(); ++label) {
        dataset.classes << QString::number(label);
        for (int i = 0; i < imagesPerClass[label]; ++i)
            dataset.items.push_back({std::to_string(label) + "/" + std::to_string(i), int(label)});
    }
    return dataset;
}

/// Unlike each other: far apart in every pair.
HashedItems unlike(const Dataset& dataset)
{
    Random random{5};
    HashedItems looks;
    for (std::size_t i = 0; i < dataset.items.size(); ++i) {
        looks.items.push_back(i);
        looks.hashes.push_back({random.next(), false});
    }
    return looks;
}

/// Picture @p number of a series that changes by two bits from one to the next.
std::uint64_t inSeries(int number)
{
    std::uint64_t bits = 0x5555'5555'5555'5555;
    for (int step = 0; step < number; ++step)
        bits ^= std::uint64_t(3) << (2 * step % 64);
    return bits;
}

std::size_t largestGroup(const ItemGroups& groups)
{
    std::map<std::size_t, std::size_t> sizes;
    std::size_t largest = 0;
    for (const std::size_t group : groups)
        largest = std::max(largest, ++sizes[group]);
    return largest;
}

bool areTogether(const ItemGroups& groups, const std::vector<std::size_t>& items)
{
    return std::all_of(items.begin(), items.end(),
                       [&](std::size_t item) { return groups[item] == groups[items.front()]; });
}

} // namespace

class DuplicateGroupsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesUnlikePicturesAlone()
    {
        const Dataset dataset = datasetOf({40, 40});
        QCOMPARE(largestGroup(joinDuplicates(dataset, {}, unlike(dataset), kShare)), std::size_t(1));
    }

    void joinsWhatLooksTheSameAcrossClasses()
    {
        const Dataset dataset = datasetOf({20, 20});
        HashedItems looks = unlike(dataset);
        looks.hashes[3].bits = looks.hashes[9].bits ^ 0xf;
        looks.hashes[25] = looks.hashes[9];
        const ItemGroups groups = joinDuplicates(dataset, {}, looks, kShare);
        QVERIFY(areTogether(groups, {3, 9, 25}));
        QCOMPARE(largestGroup(groups), std::size_t(3));
    }

    void keepsABurstTogether()
    {
        const Dataset dataset = datasetOf({100, 100});
        HashedItems looks = unlike(dataset);
        for (std::size_t i = 0; i < 20; ++i) // as many as validate
            looks.hashes[40 + i].bits = inSeries(int(i));
        const ItemGroups groups = joinDuplicates(dataset, {}, looks, kShare);
        QVERIFY(areTogether(groups, {40, 47, 59}));
        QCOMPARE(largestGroup(groups), std::size_t(20));
    }

    void doesNotChainHalfAClass()
    {
        const Dataset dataset = datasetOf({100, 100});
        HashedItems looks = unlike(dataset);
        for (std::size_t i = 0; i < 60; ++i)
            looks.hashes[i].bits = inSeries(int(i % 30));
        const ItemGroups groups = joinDuplicates(dataset, {}, looks, kShare);
        QCOMPARE(largestGroup(groups), std::size_t(2)); // equal ones alone
        QVERIFY(areTogether(groups, {7, 37}));
        QVERIFY(!areTogether(groups, {7, 8}));
    }

    void keepsManyEqualOnesTogetherWhereOthersRemain()
    {
        const Dataset dataset = datasetOf({100, 100});
        HashedItems looks = unlike(dataset);
        for (std::size_t i = 0; i < 80; ++i)
            looks.hashes[i].bits = 42;
        QCOMPARE(largestGroup(joinDuplicates(dataset, {}, looks, kShare)), std::size_t(80));
        looks.hashes[80].bits = 42; // now 19 are left, and 20 are to validate
        QCOMPARE(largestGroup(joinDuplicates(dataset, {}, looks, kShare)), std::size_t(1));
    }

    void leavesEveryClassSomethingToValidateWith()
    {
        const Dataset dataset = datasetOf({4, 4});
        HashedItems looks = unlike(dataset);
        for (std::size_t i = 0; i < 4; ++i)
            looks.hashes[i].bits = 42;
        const ItemGroups groups = joinDuplicates(dataset, {}, looks, kShare);
        QCOMPARE(largestGroup(groups), std::size_t(1));
    }

    void addsToTheGroupsThatTheUserNames()
    {
        const Dataset dataset = datasetOf({40, 40});
        HashedItems looks = unlike(dataset);
        ItemGroups named(dataset.items.size());
        std::iota(named.begin(), named.end(), std::size_t(0));
        named[1] = named[0]; // 0 with 1, 2 with 3
        named[3] = named[2];
        looks.hashes[3] = looks.hashes[1];
        const ItemGroups groups = joinDuplicates(dataset, named, looks, kShare);
        QVERIFY(areTogether(groups, {0, 1, 2, 3}));
        QCOMPARE(largestGroup(groups), std::size_t(4));
    }

    void doesNotGlueTheUsersGroups()
    {
        const Dataset dataset = datasetOf({100, 100});
        HashedItems looks = unlike(dataset);
        ItemGroups named(dataset.items.size());
        for (std::size_t i = 0; i < named.size(); ++i)
            named[i] = i / 10 * 10;
        for (std::size_t group = 0; group < 9; ++group) // the last of each looks like the first of the next
            looks.hashes[group * 10 + 9] = looks.hashes[group * 10 + 10];
        const ItemGroups groups = joinDuplicates(dataset, named, looks, kShare);
        QVERIFY(areTogether(groups, {0, 9}));
        QVERIFY(largestGroup(groups) <= 80);
    }

    void comparesFlatPicturesByTheirBytes()
    {
        QTemporaryDir folder;
        Dataset dataset = datasetOf({10, 10});
        HashedItems looks = unlike(dataset);
        const std::pair<std::size_t, const char*> files[] = {{0, "white"}, {4, "black"}, {13, "white"}};
        for (const auto& [item, content] : files) {
            const QString path = folder.filePath(QString::number(item));
            QVERIFY(writeFile(path, content));
            dataset.items[item].path = toPath(path);
            looks.hashes[item] = {};
        }
        const ItemGroups groups = joinDuplicates(dataset, {}, looks, kShare);
        QVERIFY(areTogether(groups, {0, 13}));
        QVERIFY(!areTogether(groups, {0, 4}));
    }

    void leavesItemsThatWereNotLookedAtAlone()
    {
        const Dataset dataset = datasetOf({20, 20});
        HashedItems looks = unlike(dataset);
        looks.items.erase(looks.items.begin(), looks.items.begin() + 5);
        looks.hashes.erase(looks.hashes.begin(), looks.hashes.begin() + 5);
        looks.hashes[0] = looks.hashes[30]; // of items 5 and 35
        const ItemGroups groups = joinDuplicates(dataset, {}, looks, kShare);
        QVERIFY(areTogether(groups, {5, 35}));
        QCOMPARE(largestGroup(groups), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(DuplicateGroupsTest)
#include "tst_duplicategroups.moc"
