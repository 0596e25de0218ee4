// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DatasetSample.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace cultivar;

namespace {

Dataset dataset()
{
    Dataset dataset{"/photos", {QStringLiteral("a"), QStringLiteral("b")}, {}, {}};
    for (int i = 0; i < 100; ++i)
        dataset.items.push_back({"/photos/a/" + std::to_string(i), 0, Subset::Train});
    for (int i = 0; i < 3; ++i)
        dataset.items.push_back({"/photos/b/" + std::to_string(i), 1, Subset::Train});
    for (int i = 0; i < 40; ++i)
        dataset.items.push_back({"/photos/v/" + std::to_string(i), i % 2, Subset::Validation});
    for (int i = 0; i < 40; ++i)
        dataset.items.push_back({"/photos/t/" + std::to_string(i), i % 2, Subset::Test});
    return dataset;
}

std::set<std::string> pathsOf(const Dataset& dataset)
{
    std::set<std::string> paths;
    for (const DatasetItem& item : dataset.items)
        paths.insert(item.path.native());
    return paths;
}

} // namespace

class DatasetSampleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTheShareOfEachClassAndSubset()
    {
        const Dataset sample = sampleOf(dataset(), 0.25, 1);
        QCOMPARE(sample.imagesPerClass(Subset::Train), (std::vector<int>{25, 2})); // at least two
        QCOMPARE(sample.imagesPerClass(Subset::Validation), (std::vector<int>{5, 5}));
        QCOMPARE(sample.count(Subset::Test), 0);
        QCOMPARE(pathsOf(sample).size(), sample.items.size());
        QCOMPARE(sample.classes, dataset().classes);
    }

    void takesAllWhenAskedForMore() { QCOMPARE(sampleOf(dataset(), 7.0, 1).items.size(), std::size_t(143)); }

    void dependsOnTheSeedAndNotOnTheOrder()
    {
        Dataset shuffled = dataset();
        std::reverse(shuffled.items.begin(), shuffled.items.end());
        QCOMPARE(pathsOf(sampleOf(shuffled, 0.25, 1)), pathsOf(sampleOf(dataset(), 0.25, 1)));
        QVERIFY(pathsOf(sampleOf(dataset(), 0.25, 2)) != pathsOf(sampleOf(dataset(), 0.25, 1)));
    }
};

QTEST_GUILESS_MAIN(DatasetSampleTest)
#include "tst_datasetsample.moc"
