// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"
#include "support/TinyDataset.h"
#include "ui/charts/RateChart.h"

#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QSignalSpy>

using namespace cultivar;

namespace {

constexpr int kLongMs = 120000;

/// The Train page, set to train Sprout from scratch on a tiny dataset.
struct RateTest : WindowTest
{
    RateTest()
    {
        window.resize(1280, 800);
        window.show();
        session.openDataset(dataset.path());
        window.showPage(MainWindow::Page::Train);
        QTest::mouseClick(find<QAbstractButton>("strategyFromScratch"), Qt::LeftButton);
        click("advancedFold");
    }
    bool isIdle() const { return session.activity() == Session::Activity::Idle && session.dataset(); }

    TinyDataset dataset;
};

} // namespace

class RateFinderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTheSuggestedRate();
    void takesAClickedRate();
    void stopsWhenClosed();
    void isNotOfferedWhereNothingHasARate();
};

void RateFinderTest::takesTheSuggestedRate()
{
    RateTest test;
    QTRY_VERIFY(test.isIdle());
    RateFinding& finding = test.session.rateFinding();
    QSignalSpy found(&finding, &RateFinding::found);
    QVERIFY(test.click("findRateButton"));
    QVERIFY(!test.find<QAbstractButton>("useRateButton")->isEnabled());
    QTRY_COMPARE_WITH_TIMEOUT(found.size(), 1, kLongMs);
    const auto curve = found.front().front().value<RateCurve>();
    QVERIFY(curve.points.size() > 20);
    QVERIFY(curve.suggestion().has_value());
    QVERIFY(test.click("useRateButton"));
    const double taken = test.find<QDoubleSpinBox>("learningRateSpin")->value();
    QVERIFY2(std::abs(taken / *curve.suggestion() - 1.0) < 0.05, qPrintable(QString::number(taken)));
}

void RateFinderTest::takesAClickedRate()
{
    RateTest test;
    QTRY_VERIFY(test.isIdle());
    QSignalSpy finished(&test.session.rateFinding(), &RateFinding::finished);
    QVERIFY(test.click("findRateButton"));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kLongMs);
    Q_EMIT test.find<RateChart>("rateChart")->clicked(0.01234);
    QVERIFY(test.click("useRateButton"));
    QCOMPARE(test.find<QDoubleSpinBox>("learningRateSpin")->value(), 0.012);
}

void RateFinderTest::stopsWhenClosed()
{
    RateTest test;
    QTRY_VERIFY(test.isIdle());
    const double before = test.find<QDoubleSpinBox>("learningRateSpin")->value();
    QSignalSpy failed(&test.session, &Session::failed);
    QVERIFY(test.click("findRateButton"));
    QVERIFY(test.click("closeRateButton"));
    QTRY_VERIFY_WITH_TIMEOUT(test.isIdle(), kLongMs);
    QCOMPARE(failed.size(), 0);
    QCOMPARE(test.find<QDoubleSpinBox>("learningRateSpin")->value(), before);
}

void RateFinderTest::isNotOfferedWhereNothingHasARate()
{
    RateTest test;
    auto* button = test.find<QAbstractButton>("findRateButton");
    QTRY_VERIFY(test.isIdle());
    QVERIFY(button->isEnabled());
    QTest::mouseClick(test.find<QAbstractButton>("strategyFeatureExtraction"), Qt::LeftButton);
    QVERIFY(!button->isEnabled()); // the automatic recipe fits the head without one
    test.find<QComboBox>("recipeChoice")->setCurrentIndex(static_cast<int>(Recipe::Classic));
    QVERIFY(button->isEnabled());
}

CULTIVAR_WINDOW_TEST_MAIN(RateFinderTest)
#include "tst_ratefinder.moc"
