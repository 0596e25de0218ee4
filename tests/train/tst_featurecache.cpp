// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/FeatureCache_p.h"
#include "support/Verify.h"

#include <QTest>

using namespace cultivar;

class FeatureCacheTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasStored_data();
    void givesBackWhatWasStored();
};

void FeatureCacheTest::givesBackWhatWasStored_data()
{
    QTest::addColumn<qint64>("memoryBytes");
    QTest::newRow("in memory") << qint64(1 << 20);
    QTest::newRow("in a file") << qint64(0);
}

void FeatureCacheTest::givesBackWhatWasStored()
{
    QFETCH(qint64, memoryBytes);
    const torch::Tensor values = torch::arange(7 * 2 * 3, torch::kFloat32).reshape({7, 2, 3});
    auto cache = FeatureCache::make(7, {2, 3}, memoryBytes);
    VERIFY_RESULT(cache);
    VERIFY_RESULT(cache->store(4, values.slice(0, 4, 7)));
    VERIFY_RESULT(cache->store(0, values.slice(0, 0, 4).transpose(1, 2).contiguous().transpose(1, 2)));
    const std::vector<std::int64_t> rows = {6, 0, 3, 3};
    const auto gathered = cache->gather(rows);
    VERIFY_RESULT(gathered);
    QVERIFY(torch::equal(*gathered, values.index_select(0, torch::tensor(rows, torch::kInt64))));
}

QTEST_GUILESS_MAIN(FeatureCacheTest)
#include "tst_featurecache.moc"
