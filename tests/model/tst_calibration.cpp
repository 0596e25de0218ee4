// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Random.h"
#include "core/model/Calibration.h"
#include "data/Python.h"

#include <QTemporaryFile>
#include <QTest>
#include <QTextStream>

#include <cmath>
#include <vector>

using namespace cultivar;

namespace {

struct Answers
{
    std::vector<double> logits; // [N, classes]
    std::vector<int> labels;
};

/// Labels drawn from the softmax of logits, which are then made @p factor times too large.
Answers overconfident(int count, int classes, double factor)
{
    Random random{7};
    Answers answers;
    for (int i = 0; i < count; ++i) {
        std::vector<double> weights;
        double sum = 0.0;
        for (int k = 0; k < classes; ++k) {
            const double logit = 4.0 * random.uniform(-1.0, 1.0);
            answers.logits.push_back(logit * factor);
            weights.push_back(std::exp(logit));
            sum += weights.back();
        }
        double draw = random.uniform() * sum;
        int label = 0;
        while (label + 1 < classes && draw >= weights[static_cast<std::size_t>(label)])
            draw -= weights[static_cast<std::size_t>(label++)];
        answers.labels.push_back(label);
    }
    return answers;
}

/// Temperature and both calibration errors, by a fine search over all temperatures in numpy.
const QString kCalibrationReference = QStringLiteral(R"(
import sys
import numpy as np
table = np.loadtxt(sys.argv[1])
labels, z = table[:, 0].astype(int), table[:, 1:]
n, classes = z.shape
target = np.full(z.shape, 1 / classes / (n + 1)); target[np.arange(n), labels] += n / (n + 1)
def log_softmax(z):
    z = z - z.max(1, keepdims=True)
    return z - np.log(np.exp(z).sum(1, keepdims=True))
loss = lambda t: -(target * log_softmax(z / t)).sum(1).mean()
grid = np.geomspace(0.01, 100, 400)
best = min(grid, key=loss)
for width in (1.1, 1.002, 1.00005):
    best = min(best * np.geomspace(1 / width, width, 400), key=loss)
def ece(t):
    p = np.exp(log_softmax(z / t)); c = p.max(1); right = p.argmax(1) == labels; total = 0.0
    for low in range(15):
        inside = (c > low / 15) & (c <= (low + 1) / 15)
        if inside.any(): total += inside.mean() * abs(right[inside].mean() - c[inside].mean())
    return total
print(best, ece(1.0), ece(best))
)");

} // namespace

class CalibrationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsAReference_data();
    void equalsAReference();
    void findsHowMuchTooLargeTheLogitsAre();
    void staysModestWhereAllIsRight();
    void leavesWhatHasNoImages();
    void survivesItsJson();
};

void CalibrationTest::equalsAReference_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("classes");
    QTest::addColumn<double>("factor");
    QTest::newRow("overconfident") << 400 << 5 << 3.0;
    QTest::newRow("too modest") << 400 << 5 << 0.4;
    QTest::newRow("few images") << 12 << 3 << 2.0;
}

void CalibrationTest::equalsAReference()
{
    QFETCH(int, count);
    QFETCH(int, classes);
    QFETCH(double, factor);
    const Answers answers = overconfident(count, classes, factor);
    QTemporaryFile file;
    QVERIFY(file.open());
    QTextStream text(&file);
    text.setRealNumberPrecision(17);
    for (int i = 0; i < count; ++i) {
        text << answers.labels[static_cast<std::size_t>(i)];
        for (int k = 0; k < classes; ++k)
            text << ' ' << answers.logits[static_cast<std::size_t>(i * classes + k)];
        text << '\n';
    }
    text.flush();
    const QStringList expected =
        Python::run(kCalibrationReference, {file.fileName()}).simplified().split(u' ');
    QCOMPARE(expected.size(), 3);
    const Calibration fitted = Calibration::fit(answers.logits, answers.labels);
    QVERIFY2(std::abs(fitted.temperature / expected[0].toDouble() - 1.0) < 1e-4,
             qPrintable(QStringLiteral("%1, expected %2").arg(fitted.temperature).arg(expected[0])));
    QVERIFY(std::abs(fitted.errorBefore - expected[1].toDouble()) < 1e-9);
    QVERIFY(std::abs(fitted.errorAfter - expected[2].toDouble()) < 1e-3);
}

void CalibrationTest::findsHowMuchTooLargeTheLogitsAre()
{
    const Answers answers = overconfident(4000, 6, 2.5);
    const Calibration fitted = Calibration::fit(answers.logits, answers.labels);
    QVERIFY(std::abs(fitted.temperature - 2.5) < 0.15);
    QVERIFY(fitted.errorAfter < 0.5 * fitted.errorBefore);
}

/// Nine of nine right say nothing against one error in twenty.
void CalibrationTest::staysModestWhereAllIsRight()
{
    Answers answers;
    for (int i = 0; i < 9; ++i) {
        answers.labels.push_back(i % 3);
        for (int k = 0; k < 3; ++k)
            answers.logits.push_back(k == i % 3 ? 8.0 : 0.0);
    }
    const Calibration fitted = Calibration::fit(answers.logits, answers.labels);
    const double confidence = 1.0 / (1.0 + 2.0 * std::exp(-8.0 / fitted.temperature));
    QVERIFY(std::abs(confidence - (9.0 + 1.0 / 3) / 10) < 1e-6);
}

void CalibrationTest::leavesWhatHasNoImages()
{
    QCOMPARE(Calibration::fit({}, {}).temperature, 1.0);
}

void CalibrationTest::survivesItsJson()
{
    const Calibration written{1.75, 0.08, 0.02};
    const auto read = Calibration::fromJson(written.toJson());
    QVERIFY(read.has_value());
    QCOMPARE(read->temperature, 1.75);
    QCOMPARE(read->errorBefore, 0.08);
    QCOMPARE(read->errorAfter, 0.02);
    for (const double impossible : {0.0, -1.0, 1e9})
        QVERIFY(!Calibration::fromJson(Calibration{impossible, 0, 0}.toJson()));
    QVERIFY(!Calibration::fromJson({}));
}

QTEST_GUILESS_MAIN(CalibrationTest)
#include "tst_calibration.moc"
