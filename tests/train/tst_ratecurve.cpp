// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/RateCurve.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <limits>

using namespace cultivar;

namespace {

constexpr int kPoints = 100;

double rateAt(int i)
{
    return RateCurve::kLowest * std::pow(RateCurve::kHighest / RateCurve::kLowest, i / (kPoints - 1.0));
}

/// A loss that falls from 2 to 1 about the point @p middle, and rises again without bound behind point 80.
RateCurve fallingAt(double middle)
{
    RateCurve curve;
    for (int i = 0; i < kPoints; ++i) {
        const double fall = 2.0 - 1.0 / (1.0 + std::exp(-(i - middle) / 4.0));
        curve.points.push_back({rateAt(i), fall + (i > 80 ? 0.5 * (i - 80) : 0.0)});
    }
    return curve;
}

} // namespace

class RateCurveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void suggestsWhereTheLossFallsFastest();
    void suggestsNothingWhereItNeverFalls();
    void endsWhenTheLossBlowsUp();
    void smoothsWithoutABiasTowardsZero();
    void writesJson();
};

void RateCurveTest::suggestsWhereTheLossFallsFastest()
{
    const auto suggestion = fallingAt(50).suggestion();
    QVERIFY(suggestion.has_value());
    // The running mean lags by up to ten points behind the batches.
    QVERIFY2(*suggestion >= rateAt(50) && *suggestion <= rateAt(60),
             qPrintable(QString::number(*suggestion)));
    QVERIFY(*fallingAt(30).suggestion() < *suggestion);
}

void RateCurveTest::suggestsNothingWhereItNeverFalls()
{
    RateCurve rising;
    for (int i = 0; i < kPoints; ++i)
        rising.points.push_back({rateAt(i), 1.0 + i});
    QVERIFY(!rising.suggestion());
    QVERIFY(!RateCurve().suggestion());
}

void RateCurveTest::endsWhenTheLossBlowsUp()
{
    RateCurve curve;
    QVERIFY(!curve.isOver());
    curve.points = {{1e-6, 1.0}, {2e-6, 2.0}};
    QVERIFY(!curve.isOver()); // one bad batch proves nothing
    curve.points.push_back({4e-6, 12.0});
    QVERIFY(curve.isOver());
    curve.points.back().loss = std::numeric_limits<double>::quiet_NaN();
    QVERIFY(curve.isOver());
}

void RateCurveTest::smoothsWithoutABiasTowardsZero()
{
    RateCurve flat;
    flat.points = {{1e-3, 2.0}, {2e-3, 2.0}, {3e-3, 2.0}};
    for (const auto& point : flat.smoothed())
        QCOMPARE(point.loss, 2.0);
    RateCurve step;
    step.points = {{1e-3, 1.0}, {2e-3, 3.0}};
    QCOMPARE(step.smoothed().back().loss, (0.9 * 1.0 + 3.0) / 1.9); // by hand
}

void RateCurveTest::writesJson()
{
    const QJsonObject json = fallingAt(50).toJson();
    QCOMPARE(json["points"].toArray().size(), kPoints);
    QCOMPARE(json["suggestion"].toDouble(), *fallingAt(50).suggestion());
    QVERIFY(RateCurve().toJson()["suggestion"].isNull());
}

QTEST_APPLESS_MAIN(RateCurveTest)
#include "tst_ratecurve.moc"
