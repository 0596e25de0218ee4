// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Random.h"
#include "core/data/SplitPlan.h"
#include "tests/support/Verify.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

using namespace cultivar;

class TestSplitPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isStratified();
    void dependsOnTheSeedOnly();
    void honoursFolders();
    void drawsValidationWhereOnlyTestIsGiven();
    void refusesWhatCannotBeTrained_data();
    void refusesWhatCannotBeTrained();
    void leavesEverySmallClassSomethingToTrainOn();
    void isTheSameWithoutRealGroups();
    void ignoresGroupsThatTheFoldersPart();
    void keepsGroupsTogether();
    void takesNothingFromAClassOfOneGroup();
    void keepsEarlierSides();
    void keepsItsPromisesForRandomGroups_data();
    void keepsItsPromisesForRandomGroups();
};

namespace {

Dataset datasetOf(const std::vector<int>& sizes, Subset subset = Subset::Unassigned)
{
    Dataset dataset;
    dataset.root = "/photos";
    for (std::size_t label = 0; label < sizes.size(); ++label) {
        dataset.classes.append(QStringLiteral("class%1").arg(label));
        for (int i = 0; i < sizes[label]; ++i)
            dataset.items.push_back(
                {"/photos/" + std::to_string(label) + "/" + std::to_string(i), int(label), subset});
    }
    return dataset;
}

std::set<std::string> pathsOf(const Dataset& dataset, const std::vector<std::size_t>& indices)
{
    std::set<std::string> paths;
    for (const std::size_t index : indices)
        paths.insert(dataset.items[index].path.native());
    return paths;
}

int countOf(const Dataset& dataset, const std::vector<std::size_t>& indices, int label)
{
    return int(std::count_if(indices.begin(), indices.end(),
                             [&](auto i) { return dataset.items[i].label == label; }));
}

/// Groups of consecutive items, at most @p largest in each. @p isAcross mixes the classes.
ItemGroups randomGroups(const Dataset& dataset, std::size_t largest, bool isAcross, Random& random)
{
    std::vector<std::size_t> order(dataset.items.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    if (isAcross)
        random.shuffle(order);
    ItemGroups groups(order.size());
    std::size_t left = 0;
    std::size_t number = 1000;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool isNewClass =
            !isAcross && i > 0 && dataset.items[order[i]].label != dataset.items[order[i - 1]].label;
        if (left == 0 || isNewClass) {
            left = 1 + random.below(largest);
            ++number;
        }
        groups[order[i]] = number;
        --left;
    }
    return groups;
}

std::set<std::size_t> groupsOf(const std::vector<std::size_t>& indices, const ItemGroups& groups)
{
    std::set<std::size_t> numbers;
    for (const std::size_t index : indices)
        numbers.insert(groups[index]);
    return numbers;
}

} // namespace

void TestSplitPlan::isStratified()
{
    const Dataset dataset = datasetOf({100, 10, 2});
    const auto plan = SplitPlan::make(dataset, 1);
    VERIFY_RESULT(plan);
    QCOMPARE(countOf(dataset, plan->validation, 0), 20);
    QCOMPARE(countOf(dataset, plan->validation, 1), 2);
    QCOMPARE(countOf(dataset, plan->validation, 2), 1);
    auto all = plan->train;
    all.insert(all.end(), plan->validation.begin(), plan->validation.end());
    QCOMPARE(std::set(all.begin(), all.end()).size(), dataset.items.size());
    QCOMPARE(all.size(), dataset.items.size());
}

void TestSplitPlan::dependsOnTheSeedOnly()
{
    const Dataset dataset = datasetOf({50, 50});
    Dataset reversed = dataset;
    std::reverse(reversed.items.begin(), reversed.items.end());
    const auto plan = SplitPlan::make(dataset, 5);
    VERIFY_RESULT(plan);
    QVERIFY(pathsOf(dataset, plan->validation) ==
            pathsOf(reversed, SplitPlan::make(reversed, 5)->validation));
    QVERIFY(plan->validation != SplitPlan::make(dataset, 6)->validation);
}

void TestSplitPlan::honoursFolders()
{
    Dataset dataset = datasetOf({4, 4}, Subset::Train);
    dataset.items[1].subset = Subset::Validation;
    dataset.items[6].subset = Subset::Test;
    const auto plan = SplitPlan::make(dataset, 1);
    VERIFY_RESULT(plan);
    QCOMPARE(plan->validation, std::vector<std::size_t>{1});
    QCOMPARE(plan->test, std::vector<std::size_t>{6});
    QCOMPARE(plan->train.size(), std::size_t(6));
}

void TestSplitPlan::drawsValidationWhereOnlyTestIsGiven()
{
    Dataset dataset = datasetOf({10, 10}, Subset::Train);
    dataset.items[3].subset = Subset::Test;
    const auto plan = SplitPlan::make(dataset, 1);
    VERIFY_RESULT(plan);
    QCOMPARE(plan->test, std::vector<std::size_t>{3});
    QCOMPARE(plan->validation.size(), std::size_t(4));
}

void TestSplitPlan::refusesWhatCannotBeTrained_data()
{
    QTest::addColumn<QList<int>>("sizes");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("named");
    QTest::newRow("nothing") << QList<int>{} << int(ErrorCode::TooFewClasses) << "0 classes";
    QTest::newRow("one class") << QList<int>{5} << int(ErrorCode::TooFewClasses) << "1 classes";
    QTest::newRow("one of two empty") << QList<int>{5, 0} << int(ErrorCode::TooFewClasses) << "1 classes";
    QTest::newRow("one of three empty") << QList<int>{5, 0, 5} << int(ErrorCode::ClassTooSmall) << "class1";
    QTest::newRow("one image each") << QList<int>{1, 1} << int(ErrorCode::NoImages) << "validate";
}

void TestSplitPlan::refusesWhatCannotBeTrained()
{
    QFETCH(QList<int>, sizes);
    QFETCH(int, code);
    QFETCH(QString, named);
    const auto plan = SplitPlan::make(datasetOf({sizes.begin(), sizes.end()}), 1);
    QVERIFY(!plan);
    QCOMPARE(int(plan.error().code), code);
    QVERIFY2(plan.error().detail.contains(named), qPrintable(plan.error().detail));
    QCOMPARE(plan.error().path, std::filesystem::path("/photos"));
}

void TestSplitPlan::leavesEverySmallClassSomethingToTrainOn()
{
    const Dataset dataset = datasetOf({2, 3, 1});
    const auto plan = SplitPlan::make(dataset, 1, 0.95);
    VERIFY_RESULT(plan);
    for (int label = 0; label < 3; ++label)
        QVERIFY(countOf(dataset, plan->train, label) >= 1);
}

void TestSplitPlan::isTheSameWithoutRealGroups()
{
    const Dataset dataset = datasetOf({30, 7});
    ItemGroups alone(dataset.items.size());
    std::iota(alone.rbegin(), alone.rend(), std::size_t(5));
    const auto plan = SplitPlan::make(dataset, 3, 0.2, alone);
    VERIFY_RESULT(plan);
    QCOMPARE(plan->train, SplitPlan::make(dataset, 3, 0.2)->train);
    QCOMPARE(plan->validation, SplitPlan::make(dataset, 3, 0.2)->validation);
}

void TestSplitPlan::ignoresGroupsThatTheFoldersPart()
{
    Dataset dataset = datasetOf({20, 20}, Subset::Train);
    dataset.items[0].subset = Subset::Test;
    ItemGroups groups(dataset.items.size());
    std::iota(groups.begin(), groups.end(), std::size_t(0));
    groups[1] = groups[0];
    const auto plan = SplitPlan::make(dataset, 3, 0.2, groups);
    VERIFY_RESULT(plan);
    QCOMPARE(plan->test, std::vector<std::size_t>{0});
    QCOMPARE(plan->validation, SplitPlan::make(dataset, 3, 0.2)->validation);
}

void TestSplitPlan::keepsGroupsTogether()
{
    // Ten images in pairs: one pair is the fifth that is asked for.
    const Dataset dataset = datasetOf({10, 10});
    ItemGroups groups;
    for (std::size_t i = 0; i < dataset.items.size(); ++i)
        groups.push_back(i / 2);
    std::set<std::vector<std::size_t>> drawn;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto plan = SplitPlan::make(dataset, seed, 0.2, groups);
        VERIFY_RESULT(plan);
        QCOMPARE(countOf(dataset, plan->validation, 0), 2);
        QCOMPARE(countOf(dataset, plan->validation, 1), 2);
        QCOMPARE(groupsOf(plan->validation, groups).size(), std::size_t(2));
        drawn.insert(plan->validation);
    }
    QVERIFY(drawn.size() > 10);
}

void TestSplitPlan::takesNothingFromAClassOfOneGroup()
{
    const Dataset dataset = datasetOf({6, 6});
    const ItemGroups groups{7, 7, 7, 7, 7, 7, 0, 1, 2, 3, 4, 5};
    const auto plan = SplitPlan::make(dataset, 1, 0.5, groups);
    VERIFY_RESULT(plan);
    QCOMPARE(countOf(dataset, plan->train, 0), 6);
    QCOMPARE(countOf(dataset, plan->validation, 1), 3);
    const auto none = SplitPlan::make(dataset, 1, 0.5, ItemGroups(12, 0));
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::NoImages);
}

/// What trained never judges and what judged does so again; new items fill up what is missing. A group goes
/// with those of it that trained.
void TestSplitPlan::keepsEarlierSides()
{
    const Dataset dataset = datasetOf({50, 40, 10, 4});
    ItemSides sides(dataset.items.size(), Subset::Unassigned);
    const auto first = [&](int label) {
        return std::size_t(std::find_if(dataset.items.begin(), dataset.items.end(),
                                        [&](const DatasetItem& item) { return item.label == label; }) -
                           dataset.items.begin());
    };
    for (std::size_t i = 0; i < 25; ++i) // half of the first class is known, too little of it judged
        sides[first(0) + i] = i < 3 ? Subset::Validation : Subset::Train;
    for (std::size_t i = 0; i < 20; ++i) // more of the second judged than is needed now
        sides[first(1) + i] = i < 12 ? Subset::Validation : Subset::Train;
    for (std::size_t i = 0; i < 4; ++i) // nobody of the last is left to train
        sides[first(3) + i] = Subset::Validation;
    for (const std::uint64_t seed : {1, 2, 3}) {
        const auto plan = SplitPlan::make(dataset, seed, 0.2, {}, sides);
        VERIFY_RESULT(plan);
        QCOMPARE(countOf(dataset, plan->validation, 0), 10);
        QCOMPARE(countOf(dataset, plan->validation, 1), 12);
        QCOMPARE(countOf(dataset, plan->validation, 2), 2);
        QCOMPARE(countOf(dataset, plan->validation, 3), 3);
        for (const std::size_t item : plan->validation)
            QVERIFY(sides[item] != Subset::Train);
        for (const std::size_t item : plan->train)
            QVERIFY(sides[item] != Subset::Validation || dataset.items[item].label == 3);
    }
    QVERIFY(SplitPlan::make(dataset, 1, 0.2, {}, sides)->validation !=
            SplitPlan::make(dataset, 2, 0.2, {}, sides)->validation); // the new ones are drawn

    ItemGroups groups(dataset.items.size());
    std::iota(groups.begin(), groups.end(), std::size_t(0));
    groups[first(0) + 30] = first(0) + 5; // new, with one that trained
    groups[first(0) + 31] = first(0) + 1; // new, with one that judged
    groups[first(0) + 2] = first(0) + 6;  // judged, with one that trained
    const auto grouped = SplitPlan::make(dataset, 1, 0.2, groups, sides);
    VERIFY_RESULT(grouped);
    const std::set<std::size_t> judges(grouped->validation.begin(), grouped->validation.end());
    QVERIFY(!judges.contains(first(0) + 30));
    QVERIFY(judges.contains(first(0) + 31));
    QVERIFY(!judges.contains(first(0) + 2));

    const ItemSides all(dataset.items.size(), Subset::Train);
    QCOMPARE(SplitPlan::make(dataset, 1, 0.2, {}, all).error().code, ErrorCode::NoImages);
}

void TestSplitPlan::keepsItsPromisesForRandomGroups_data()
{
    QTest::addColumn<bool>("isAcross");
    QTest::newRow("inside classes") << false;
    QTest::newRow("across classes") << true;
}

void TestSplitPlan::keepsItsPromisesForRandomGroups()
{
    QFETCH(bool, isAcross);
    Random random{9};
    int plans = 0;
    for (std::uint64_t trial = 0; trial < 300; ++trial) {
        std::vector<int> sizes(2 + random.below(4));
        for (int& size : sizes)
            size = 1 + int(random.below(40));
        Dataset dataset = datasetOf(sizes);
        const std::size_t largest = 2 + random.below(8);
        ItemGroups groups = randomGroups(dataset, largest, isAcross, random);
        const double share = random.uniform(0.05, 0.6);
        const auto plan = SplitPlan::make(dataset, trial, share, groups);
        if (!plan) { // where every group holds all of a class, or the last image of one
            QCOMPARE(plan.error().code, ErrorCode::NoImages);
            continue;
        }
        ++plans;
        std::vector<std::size_t> all = plan->train;
        all.insert(all.end(), plan->validation.begin(), plan->validation.end());
        std::sort(all.begin(), all.end());
        QCOMPARE(all.size(), dataset.items.size());
        QVERIFY(std::adjacent_find(all.begin(), all.end()) == all.end());
        QCOMPARE(groupsOf(plan->train, groups).size() + groupsOf(plan->validation, groups).size(),
                 groupsOf(all, groups).size());
        for (std::size_t label = 0; label < sizes.size(); ++label) {
            const int taken = countOf(dataset, plan->validation, int(label));
            QVERIFY(taken < sizes[label]);
            if (!isAcross && sizes[label] > int(largest))
                QVERIFY(taken > 0 && std::abs(taken - share * sizes[label]) <= double(largest) + 0.5);
        }
        const auto before = pathsOf(dataset, plan->validation);
        std::reverse(dataset.items.begin(), dataset.items.end());
        std::reverse(groups.begin(), groups.end());
        QVERIFY(pathsOf(dataset, SplitPlan::make(dataset, trial, share, groups)->validation) == before);
    }
    QVERIFY2(plans > 250, qPrintable(QString::number(plans)));
}

QTEST_GUILESS_MAIN(TestSplitPlan)
#include "tst_splitplan.moc"
