// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FolderScanner.h"
#include "core/train/StrategyComparison.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QGuiApplication>
#include <QTest>

using namespace cultivar;

class StrategyComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void judgesEveryRunOnTheSameImages();
    void goesOnWhenOneFails();
    void canBeCancelled();

private:
    StrategyComparison::Settings settings() const
    {
        StrategyComparison::Settings settings;
        settings.config.weights = m_weights;
        settings.config.threads = 2;
        settings.config.batchSize = 8;
        settings.headEpochs = settings.finetuneEpochs = settings.scratchEpochs = 2;
        settings.shares = {0.5, 1.0};
        return settings;
    }

    QTemporaryDir m_folder;
    TinyDataset m_pictures;
    Dataset m_dataset;
    std::filesystem::path m_weights;
};

void StrategyComparisonTest::initTestCase()
{
    const auto dataset = FolderScanner::scan(m_pictures.path());
    VERIFY_RESULT(dataset);
    m_dataset = *dataset;
    const auto weights = saveRandomModel(m_folder);
    VERIFY_RESULT(weights);
    m_weights = *weights;
}

void StrategyComparisonTest::judgesEveryRunOnTheSameImages()
{
    int reports = 0;
    const auto results =
        StrategyComparison::run(settings(), m_dataset, {}, [&](const StrategyResult&) { ++reports; });
    VERIFY_RESULT(results);
    QCOMPARE(results->size(), std::size_t(6));
    QCOMPARE(reports, 6);
    // 12 images a class: 2 judge, 10 train.
    for (const StrategyResult& result : *results) {
        QVERIFY(!result.error);
        QVERIFY(!result.isTest);
        QCOMPARE(result.judgedImages, 6);
        QCOMPARE(result.trainImages, result.share == 1.0 ? 30 : 15);
        QVERIFY(result.interval.low <= result.accuracy && result.accuracy <= result.interval.high);
        QVERIFY(result.seconds > 0.0);
    }
    QCOMPARE(strategyName((*results)[0].strategy), QStringLiteral("frozen"));
    QCOMPARE((*results)[0].bestEpoch <= 2, true);
    QCOMPARE((*results)[1].bestEpoch <= 4, true);
}

void StrategyComparisonTest::goesOnWhenOneFails()
{
    auto settings = this->settings();
    settings.config.weights = m_folder.filePath(QStringLiteral("none")).toStdString();
    settings.shares = {1.0};
    const auto results = StrategyComparison::run(settings, m_dataset);
    VERIFY_RESULT(results);
    QCOMPARE((*results)[0].error.value_or(Error{}).code, ErrorCode::FileNotFound);
    QCOMPARE((*results)[1].error.value_or(Error{}).code, ErrorCode::FileNotFound);
    QVERIFY(!(*results)[2].error); // from scratch needs none
}

void StrategyComparisonTest::canBeCancelled()
{
    CancelToken cancel;
    const auto results = StrategyComparison::run(settings(), m_dataset, cancel,
                                                 [&](const StrategyResult&) { cancel.cancel(); });
    QVERIFY(!results);
    QCOMPARE(results.error().code, ErrorCode::Cancelled);
}

QTEST_MAIN(StrategyComparisonTest)
#include "tst_strategycomparison.moc"
