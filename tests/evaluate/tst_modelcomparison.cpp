// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FolderScanner.h"
#include "core/evaluate/ModelComparison.h"
#include "data/Python.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QTest>

using namespace cultivar;

namespace {

struct Answered
{
    const char* path;
    int truth, answer;
};

Evaluation evaluationOf(const QStringList& classes, const std::vector<Answered>& images)
{
    Evaluation evaluation;
    evaluation.classes = classes;
    evaluation.metrics = Metrics(static_cast<std::size_t>(classes.size()));
    for (const Answered& image : images)
        evaluation.images.push_back({image.path, image.truth, image.answer, {}, false});
    return evaluation;
}

} // namespace

class ModelComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void testsAsTheBinomialDistributionSays();
    void matchesImagesByPath();
    void choosesImagesThatNeitherLearnedFrom();
};

/// Against exact integers; the last is the table of Agresti's textbook (2002, section 10.1): 86 and 150.
void ModelComparisonTest::testsAsTheBinomialDistributionSays()
{
    const QString expected = Python::run(QStringLiteral(
        "from math import comb\n"
        "for b, c in [(0, 0), (1, 0), (5, 1), (0, 6), (10, 10), (3, 17), (400, 300), (86, 150)]:\n"
        "    n = b + c\n"
        "    print(b, c, min(1.0, 2 * sum(comb(n, i) for i in range(min(b, c) + 1)) / 2 ** n))"));
    const QStringList lines = expected.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 8);
    for (const QString& line : lines) {
        const QStringList words = line.split(u' ');
        const double ours = exactMcNemar(words[0].toInt(), words[1].toInt()), theirs = words[2].toDouble();
        QVERIFY2(std::abs(ours - theirs) < 1e-9 * std::max(theirs, 1e-3), qPrintable(line));
    }
    QVERIFY(exactMcNemar(86, 150) < 1e-4); // "strong evidence"
}

void ModelComparisonTest::matchesImagesByPath()
{
    const Evaluation first =
        evaluationOf({"a", "b", "c"}, {{"1", 0, 0}, {"2", 0, 0}, {"3", 1, 0}, {"4", 1, 1}, {"5", 2, 2}});
    // It numbers the classes otherwise, does not know c, and comes in another order.
    const Evaluation second =
        evaluationOf({"b", "a"}, {{"4", 0, 0}, {"3", 0, 0}, {"2", 1, 0}, {"1", 1, 0}, {"6", 1, 1}});
    const auto comparison = ModelComparison::of(first, second);
    QCOMPARE(comparison.images, 4);
    QCOMPARE(comparison.first.value, 0.75);
    QCOMPARE(comparison.second.value, 0.5);
    QCOMPARE(comparison.onlyFirst, 2);  // 1, 2
    QCOMPARE(comparison.onlySecond, 1); // 3
    QCOMPARE(comparison.notCompared, 2);
    QCOMPARE(comparison.pValue, 1.0);
    QCOMPARE(comparison.first.interval.low, Interval::wilson(3, 4).low);
    const auto none = ModelComparison::of(first, evaluationOf({"a"}, {}));
    QCOMPARE(none.images, 0);
    QCOMPARE(none.pValue, 1.0);
}

void ModelComparisonTest::choosesImagesThatNeitherLearnedFrom()
{
    const TinyDataset pictures(4);
    Dataset dataset = *FolderScanner::scan(pictures.path());
    const auto signatures = signaturesOf(dataset, 1);
    ModelDescription one, other;
    one.seen = SeenImages({*signatures[0], *signatures[1]}, {*signatures[2], *signatures[3]});
    other.seen = SeenImages({*signatures[3]}, {});
    using Items = std::vector<std::size_t>;
    const auto usual = itemsFairTo(one, other, EvaluatedPart::Usual, dataset);
    VERIFY_RESULT(usual);
    QCOMPARE(usual->part, EvaluatedPart::Unseen);
    QCOMPARE(usual->items, (Items{2, 4, 5, 6, 7, 8, 9, 10, 11}));
    const auto validation = itemsFairTo(one, other, EvaluatedPart::Validation, dataset);
    VERIFY_RESULT(validation);
    QCOMPARE(validation->items, Items{2});
    QCOMPARE(itemsFairTo(one, other, EvaluatedPart::All, dataset)->items.size(), dataset.items.size());
    QCOMPARE(itemsOf(EvaluatedPart::Unseen, dataset, other)->size(), dataset.items.size() - 1);

    // Of a test folder too, where somebody has put what trained.
    dataset.items[0].subset = dataset.items[5].subset = Subset::Test;
    const auto test = itemsFairTo(one, other, EvaluatedPart::Usual, dataset);
    VERIFY_RESULT(test);
    QCOMPARE(test->part, EvaluatedPart::Test);
    QCOMPARE(test->items, Items{5});
    dataset.items[5].subset = Subset::Unassigned;
    QCOMPARE(itemsFairTo(one, other, EvaluatedPart::Usual, dataset).error().code, ErrorCode::NoImages);

    // Two that do not tell: all that there is.
    dataset.items[0].subset = Subset::Unassigned;
    one.seen.reset();
    other.seen.reset();
    QCOMPARE(itemsFairTo(one, other, EvaluatedPart::Usual, dataset)->part, EvaluatedPart::All);
}

QTEST_APPLESS_MAIN(ModelComparisonTest)
#include "tst_modelcomparison.moc"
