// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Interval.h"

#include <QTest>

using namespace cultivar;

class IntervalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithWorkedExamples_data();
    void agreesWithWorkedExamples();
    void knowsNothingWithoutTrials();
};

void IntervalTest::agreesWithWorkedExamples_data()
{
    QTest::addColumn<int>("hits");
    QTest::addColumn<int>("trials");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    // Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3.
    QTest::newRow("81 of 263") << 81 << 263 << 0.2553 << 0.3662;
    QTest::newRow("15 of 148") << 15 << 148 << 0.0624 << 0.1605;
    QTest::newRow("0 of 20") << 0 << 20 << 0.0 << 0.1611;
    QTest::newRow("1 of 29") << 1 << 29 << 0.0061 << 0.1718;
    QTest::newRow("20 of 20") << 20 << 20 << 0.8389 << 1.0;
}

void IntervalTest::agreesWithWorkedExamples()
{
    QFETCH(int, hits);
    QFETCH(int, trials);
    QFETCH(double, low);
    QFETCH(double, high);
    const Interval interval = Interval::wilson(hits, trials);
    QVERIFY2(qAbs(interval.low - low) < 5e-5, qPrintable(QString::number(interval.low, 'f', 6)));
    QVERIFY2(qAbs(interval.high - high) < 5e-5, qPrintable(QString::number(interval.high, 'f', 6)));
}

void IntervalTest::knowsNothingWithoutTrials()
{
    QCOMPARE(Interval::wilson(0, 0).low, 0.0);
    QCOMPARE(Interval::wilson(0, 0).high, 1.0);
}

QTEST_GUILESS_MAIN(IntervalTest)
#include "tst_interval.moc"
