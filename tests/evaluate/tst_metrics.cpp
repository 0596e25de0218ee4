// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Random.h"
#include "core/evaluate/Metrics.h"
#include "data/Python.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryFile>
#include <QTest>
#include <QTextStream>

using namespace cultivar;

namespace {

struct Answer
{
    int truth = 0;
    std::vector<float> probabilities;
};

/// Answers whose confidence says something about the truth, ties and a class that never occurs among them.
std::vector<Answer> randomAnswers(int count, int classes)
{
    Random random{20261125};
    std::vector<Answer> answers;
    for (int i = 0; i < count; ++i) {
        Answer answer;
        answer.truth = static_cast<int>(random.below(static_cast<std::size_t>(classes - 1)));
        float sum = 0;
        for (int k = 0; k < classes; ++k) {
            const double lift = k == answer.truth ? 0.8 : 0.0;
            answer.probabilities.push_back(static_cast<float>(std::exp(lift + 3 * random.uniform())));
            sum += answer.probabilities.back();
        }
        for (float& value : answer.probabilities)
            value /= sum;
        if (i % 10 == 0)
            answer.probabilities[0] = answer.probabilities[1] = 0.4f;
        answers.push_back(std::move(answer));
    }
    return answers;
}

/// Everything from its definition, in numpy. Prints one JSON object.
const QString kReference = QStringLiteral(R"(
import json, sys
import numpy as np
table = np.loadtxt(sys.argv[1])
truth, p = table[:, 0].astype(int), table[:, 1:]
n, classes = p.shape
order = np.argsort(-p, axis=1, kind='stable')
answer = order[:, 0]
confusion = np.zeros((classes, classes), int)
np.add.at(confusion, (truth, answer), 1)
f1, precision, recall = [], [], []
for c in range(classes):
    tp = np.sum((truth == c) & (answer == c))
    precision.append(tp / max(1, np.sum(answer == c)))
    recall.append(tp / max(1, np.sum(truth == c)))
    f1.append(2 * tp / max(1, np.sum(answer == c) + np.sum(truth == c)))
present = np.union1d(truth, answer)
def wilson(hits):  # the roots of (share - p)^2 = z^2 p (1 - p) / n
    z, share = 1.959963984540054, hits / n
    return sorted(np.roots([1 + z * z / n, -2 * share - z * z / n, share * share]).real)
confidence, right = p[np.arange(n), answer], answer == truth
edges, ece, bins = np.linspace(0, 1, 16), 0.0, []
for low, high in zip(edges[:-1], edges[1:]):
    inside = (confidence > low) & (confidence <= high)
    bins.append(int(inside.sum()))
    if inside.any():
        ece += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
top5 = int(np.sum((order[:, :5] == truth[:, None]).any(1)))
print(json.dumps(dict(confusion=confusion.tolist(), precision=precision, recall=recall, f1=f1,
                      macro=float(np.mean(np.array(f1)[present])), top1=int(right.sum()), top5=top5,
                      interval1=wilson(right.sum()), interval5=wilson(top5), ece=ece, bins=bins)))
)");

bool isNear(double a, double b)
{
    return std::abs(a - b) < 1e-6;
}

} // namespace

class MetricsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsAFixedSetByHand();
    void equalsNumpyOnRandomAnswers();
    void hasNoDivisionByZero();
    void putsConfidencesIntoTheirBins();
};

/// Eleven answers, worked out on paper:
///            answer  a  b  c
/// true a             3  1  0
///      b             2  2  0
///      c             0  1  2
void MetricsTest::equalsAFixedSetByHand()
{
    Metrics metrics(3);
    const int matrix[3][3] = {{3, 1, 0}, {2, 2, 0}, {0, 1, 2}};
    for (int t = 0; t < 3; ++t) {
        for (int a = 0; a < 3; ++a) {
            std::vector<float> probabilities(3, 0.1f);
            probabilities[static_cast<std::size_t>(a)] = 0.8f;
            for (int i = 0; i < matrix[t][a]; ++i)
                metrics.add(t, probabilities);
        }
    }
    QCOMPARE(metrics.images(), 11);
    QCOMPARE(metrics.top1().hits, 7);
    QCOMPARE(metrics.top1().value, 7.0 / 11);
    QVERIFY(std::abs(metrics.top1().interval.low - 0.3538) < 5e-5); // by pocket calculator
    QVERIFY(std::abs(metrics.top1().interval.high - 0.8483) < 5e-5);
    QCOMPARE(metrics.top5().value, 1.0); // there are only three classes
    const auto scores = metrics.perClass();
    QCOMPARE(scores[0].support, 4);
    QCOMPARE(scores[0].precision, 3.0 / 5);
    QCOMPARE(scores[0].recall, 3.0 / 4);
    QCOMPARE(scores[0].f1, 2.0 / 3);
    QCOMPARE(scores[1].precision, 2.0 / 4);
    QCOMPARE(scores[1].recall, 2.0 / 4);
    QCOMPARE(scores[2].precision, 1.0);
    QCOMPARE(scores[2].recall, 2.0 / 3);
    QCOMPARE(scores[2].f1, 4.0 / 5);
    QCOMPARE(metrics.macroF1(), (2.0 / 3 + 1.0 / 2 + 4.0 / 5) / 3);
    QVERIFY(isNear(metrics.reliability().expectedError(), 0.8 - 7.0 / 11)); // one bin holds them all
}

void MetricsTest::equalsNumpyOnRandomAnswers()
{
    constexpr int kClasses = 9;
    const auto answers = randomAnswers(500, kClasses);
    Metrics metrics(kClasses);
    QTemporaryFile file;
    QVERIFY(file.open());
    QTextStream text(&file);
    text.setRealNumberPrecision(9); // all that a float has
    for (const Answer& answer : answers) {
        metrics.add(answer.truth, answer.probabilities);
        text << answer.truth;
        for (const float value : answer.probabilities)
            text << ' ' << value;
        text << '\n';
    }
    text.flush();
    const QString printed = Python::run(kReference, {file.fileName()});
    QVERIFY(!printed.isEmpty());
    const QJsonObject expected = QJsonDocument::fromJson(printed.toUtf8()).object();
    QCOMPARE(metrics.top1().hits, expected["top1"].toInt());
    QCOMPARE(metrics.top5().hits, expected["top5"].toInt());
    QVERIFY(metrics.top1().hits < metrics.top5().hits && metrics.top5().hits < 500);
    const auto isInterval = [](const Interval& interval, const QJsonArray& reference) {
        return isNear(interval.low, reference[0].toDouble()) &&
               isNear(interval.high, reference[1].toDouble());
    };
    QVERIFY(isInterval(metrics.top1().interval, expected["interval1"].toArray()));
    QVERIFY(isInterval(metrics.top5().interval, expected["interval5"].toArray()));
    QVERIFY(isNear(metrics.macroF1(), expected["macro"].toDouble()));
    const auto scores = metrics.perClass();
    for (int k = 0; k < kClasses; ++k) {
        QVERIFY(isNear(scores[k].precision, expected["precision"].toArray()[k].toDouble()));
        QVERIFY(isNear(scores[k].recall, expected["recall"].toArray()[k].toDouble()));
        QVERIFY(isNear(scores[k].f1, expected["f1"].toArray()[k].toDouble()));
        for (int j = 0; j < kClasses; ++j)
            QCOMPARE(metrics.confusion()[k][j], expected["confusion"].toArray()[k].toArray()[j].toInt());
    }
    QVERIFY(isNear(metrics.reliability().expectedError(), expected["ece"].toDouble()));
    for (int bin = 0; bin < Reliability::kBins; ++bin)
        QCOMPARE(metrics.reliability().bins()[bin].images, expected["bins"].toArray()[bin].toInt());
}

void MetricsTest::hasNoDivisionByZero()
{
    Metrics metrics(2);
    QCOMPARE(metrics.top1().value, 0.0);
    QCOMPARE(metrics.top1().interval.high, 1.0);
    QCOMPARE(metrics.macroF1(), 0.0);
    QCOMPARE(metrics.reliability().expectedError(), 0.0);
    metrics.add(0, std::vector<float>{0.9f, 0.1f});
    const auto never = metrics.perClass()[1];
    QCOMPARE(never.precision, 0.0);
    QCOMPARE(never.recall, 0.0);
    QCOMPARE(never.f1, 0.0);
    QCOMPARE(metrics.macroF1(), 1.0); // of the one class that occurs
}

void MetricsTest::putsConfidencesIntoTheirBins()
{
    Reliability reliability;
    reliability.add(0.0, false);
    reliability.add(0.2, true); // 3/15: the upper bound belongs to the bin
    reliability.add(1.0, true);
    const auto bins = reliability.bins();
    QCOMPARE(bins[0].images, 1);
    QCOMPARE(bins[2].images, 1);
    QCOMPARE(bins[14].images, 1);
    QCOMPARE(bins[14].accuracy, 1.0);
    QVERIFY(isNear(reliability.expectedError(), 0.8 / 3));
}

QTEST_GUILESS_MAIN(MetricsTest)
#include "tst_metrics.moc"
