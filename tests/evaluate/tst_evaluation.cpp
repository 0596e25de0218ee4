// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FolderScanner.h"
#include "core/evaluate/Evaluation.h"
#include "core/predict/Predictor.h"
#include "data/Pictures.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QJsonArray>
#include <QTest>

using namespace cultivar;

class EvaluationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void countsByHand();
    void hasNoDivisionByZero();
    void matchesClassesByName();
    void looksOnlyAtTheTestFolder();
    void refusesForeignClasses();

private:
    Result<Evaluation> evaluate(const Dataset& dataset) const
    {
        return Predictor::open(m_model, 1).and_then([&](const Predictor& predictor) {
            return Evaluation::run(predictor, dataset);
        });
    }

    TinyDataset m_pictures{4};
    Dataset m_dataset;
    QTemporaryDir m_folder;
    std::filesystem::path m_model;
};

void EvaluationTest::initTestCase()
{
    const auto saved = saveRandomModel(m_folder);
    VERIFY_RESULT(saved);
    m_model = *saved;
    const auto dataset = FolderScanner::scan(m_pictures.path());
    VERIFY_RESULT(dataset);
    m_dataset = *dataset;
}

/// Eleven answers, worked out on paper:
///            predicted a  b  c
/// true a               3  1  0
///      b               2  2  0
///      c               0  1  2
void EvaluationTest::countsByHand()
{
    Evaluation evaluation({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    const int matrix[3][3] = {{3, 1, 0}, {2, 2, 0}, {0, 1, 2}};
    for (int t = 0; t < 3; ++t) {
        for (int p = 0; p < 3; ++p) {
            for (int i = 0; i < matrix[t][p]; ++i)
                evaluation.add(t, p);
        }
    }
    QCOMPARE(evaluation.images(), 11);
    QCOMPARE(evaluation.accuracy(), 7.0 / 11);
    const auto scores = evaluation.perClass();
    QCOMPARE(scores[0].support, 4);
    QCOMPARE(scores[0].precision, 3.0 / 5);
    QCOMPARE(scores[0].recall, 3.0 / 4);
    QCOMPARE(scores[0].f1, 2.0 / 3);
    QCOMPARE(scores[1].precision, 2.0 / 4);
    QCOMPARE(scores[1].recall, 2.0 / 4);
    QCOMPARE(scores[2].precision, 1.0);
    QCOMPARE(scores[2].recall, 2.0 / 3);
    QCOMPARE(scores[2].f1, 4.0 / 5);
    const QJsonObject json = evaluation.toJson();
    QCOMPARE(json["images"].toInt(), 11);
    QCOMPARE(json["confusion"].toArray().at(1).toArray().at(0).toInt(), 2);
    QCOMPARE(json["per_class"].toArray().at(2).toObject()["label"].toString(), QStringLiteral("c"));
}

void EvaluationTest::hasNoDivisionByZero()
{
    Evaluation evaluation({QStringLiteral("seen"), QStringLiteral("never")});
    QCOMPARE(evaluation.accuracy(), 0.0);
    evaluation.add(0, 0);
    const auto never = evaluation.perClass()[1];
    QCOMPARE(never.precision, 0.0);
    QCOMPARE(never.recall, 0.0);
    QCOMPARE(never.f1, 0.0);
}

/// The order of the classes in the folder is not that of the model's; unknown ones are named.
void EvaluationTest::matchesClassesByName()
{
    Dataset dataset = m_dataset;
    dataset.classes = {QStringLiteral("stripes"), QStringLiteral("kites"), QStringLiteral("discs")};
    const auto evaluation = evaluate(dataset);
    VERIFY_RESULT(evaluation);
    QCOMPARE(evaluation->images(), 8);
    const auto scores = evaluation->perClass(); // discs, squares, stripes
    QCOMPARE(scores[0].support, 4);
    QCOMPARE(scores[1].support, 0);
    QCOMPARE(scores[2].support, 4);
    QCOMPARE(evaluation->skipped.size(), std::size_t(4));
    QVERIFY(evaluation->skipped.front().reason.detail.contains(QStringLiteral("kites")));
}

void EvaluationTest::looksOnlyAtTheTestFolder()
{
    Dataset dataset = m_dataset;
    for (std::size_t i = 0; i < dataset.items.size(); ++i)
        dataset.items[i].subset = i % 4 == 0 ? Subset::Test : Subset::Train;
    QVERIFY(writeFile(toQString(dataset.items[4].path), "damaged"));
    const auto evaluation = evaluate(dataset);
    VERIFY_RESULT(evaluation);
    QCOMPARE(evaluation->images(), 2);
    QCOMPARE(evaluation->skipped.size(), std::size_t(1));
    QCOMPARE(evaluation->skipped.front().path, dataset.items[4].path);
}

void EvaluationTest::refusesForeignClasses()
{
    Dataset dataset = m_dataset;
    dataset.classes = {QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("z")};
    const auto evaluation = evaluate(dataset);
    QVERIFY(!evaluation.has_value());
    QCOMPARE(evaluation.error().code, ErrorCode::LabelMismatch);
    QVERIFY(evaluation.error().detail.contains(QStringLiteral("x, y, z")));
}

QTEST_GUILESS_MAIN(EvaluationTest)
#include "tst_evaluation.moc"
