// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/SplitPlan.h"
#include "tests/support/Verify.h"

#include <algorithm>
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

QTEST_GUILESS_MAIN(TestSplitPlan)
#include "tst_splitplan.moc"
