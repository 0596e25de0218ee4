// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FolderScanner.h"
#include "core/evaluate/Evaluation.h"
#include "core/predict/Predictor.h"
#include "core/train/Trainer.h"
#include "data/Pictures.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QJsonArray>
#include <QTest>

#include <set>

using namespace cultivar;

class EvaluationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keepsEachAnswer();
    void matchesClassesByName();
    void looksOnlyAtTheTestFolder();
    void refusesForeignClasses();
    void findsTheValidationImagesOfTheRun();
    void findsTheValidationImagesInAChangedFolder();
    void passesTheTemperatureOn();

private:
    Result<Evaluation> evaluate(const Dataset& dataset, EvaluatedPart part = EvaluatedPart::Usual) const
    {
        return Predictor::open(m_model, 1).and_then([&](const Predictor& predictor) {
            return Evaluation::run(predictor, dataset, {part, {}, {}});
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

void EvaluationTest::keepsEachAnswer()
{
    const auto evaluation = evaluate(m_dataset);
    VERIFY_RESULT(evaluation);
    const auto predictor = Predictor::open(m_model, 1);
    VERIFY_RESULT(predictor);
    QCOMPARE(evaluation->images.size(), std::size_t(12));
    int right = 0;
    for (std::size_t i = 0; i < evaluation->images.size(); ++i) {
        const EvaluatedImage& image = evaluation->images[i];
        QCOMPARE(image.path, m_dataset.items[i].path);
        QCOMPARE(image.truth, m_dataset.items[i].label);
        const auto prediction = predictor->classify(image.path);
        VERIFY_RESULT(prediction);
        QCOMPARE(image.answer, prediction->ranked.front().label);
        for (const LabelProbability& entry : prediction->ranked) // to the last bit
            QVERIFY(static_cast<double>(image.probabilities[static_cast<std::size_t>(entry.label)]) ==
                    entry.probability);
        right += image.isRight();
    }
    QCOMPARE(evaluation->metrics.top1().hits, right);
    const auto mistakes = evaluation->mistakes();
    QCOMPARE(mistakes.size(), evaluation->images.size() - static_cast<std::size_t>(right));
    for (std::size_t i = 1; i < mistakes.size(); ++i)
        QVERIFY(evaluation->images[mistakes[i - 1]].confidence() >=
                evaluation->images[mistakes[i]].confidence());
    const QJsonObject json = evaluation->toJson();
    QCOMPARE(json["images"].toInt(), 12);
    QCOMPARE(json["accuracy"].toDouble(), right / 12.0);
    QCOMPARE(json["split"].toString(), QStringLiteral("all"));
    QCOMPARE(json["per_class"].toArray().at(2).toObject()["label"].toString(), QStringLiteral("stripes"));
    QCOMPARE(json["confusion"].toArray().size(), 3);
}

void EvaluationTest::matchesClassesByName()
{
    Dataset reordered = m_dataset;
    reordered.classes = {QStringLiteral("stripes"), QStringLiteral("squares"), QStringLiteral("discs"),
                         QStringLiteral("unknown")};
    for (DatasetItem& item : reordered.items)
        item.label = 2 - item.label;
    reordered.items.push_back({m_pictures.image(QStringLiteral("discs/0.png")), 3});
    const auto plain = evaluate(m_dataset);
    VERIFY_RESULT(plain);
    const auto other = evaluate(reordered);
    VERIFY_RESULT(other);
    QCOMPARE(other->metrics.confusion(), plain->metrics.confusion());
    QCOMPARE(other->metrics.images(), 12);
    QCOMPARE(other->skipped.size(), std::size_t(1));
    QVERIFY(other->skipped[0].reason.detail.contains(QStringLiteral("unknown")));
}

void EvaluationTest::looksOnlyAtTheTestFolder()
{
    Dataset divided = m_dataset;
    for (std::size_t i = 0; i < divided.items.size(); ++i)
        divided.items[i].subset = i % 4 == 0 ? Subset::Test : Subset::Train;
    const auto evaluation = evaluate(divided);
    VERIFY_RESULT(evaluation);
    QCOMPARE(evaluation->metrics.images(), 3);
    QCOMPARE(evaluation->part, EvaluatedPart::Test);
    const auto all = evaluate(divided, EvaluatedPart::All);
    VERIFY_RESULT(all);
    QCOMPARE(all->metrics.images(), 12);
    QCOMPARE(evaluate(m_dataset, EvaluatedPart::Test).error().code, ErrorCode::NoImages);
}

void EvaluationTest::refusesForeignClasses()
{
    Dataset foreign = m_dataset;
    foreign.classes = {QStringLiteral("cats"), QStringLiteral("dogs"), QStringLiteral("birds")};
    const auto evaluation = evaluate(foreign);
    QVERIFY(!evaluation);
    QCOMPARE(evaluation.error().code, ErrorCode::LabelMismatch);
    QVERIFY(evaluation.error().detail.contains(QStringLiteral("cats")));
}

/// The training counts its validation images and how many are right; so must the evaluation, from the file
/// alone.
void EvaluationTest::findsTheValidationImagesOfTheRun()
{
    const TinyDataset pictures(10);
    const auto dataset = FolderScanner::scan(pictures.path());
    VERIFY_RESULT(dataset);
    TrainingConfig config;
    config.isFromScratch = true;
    config.follow(Recipe::Classic);
    config.epochs = 2;
    config.seed = 0xfedcba9876543210ULL; // more than a double can hold
    config.threads = 1;
    config.output = toPath(m_folder.filePath(QStringLiteral("trained.cultivar")));
    const auto outcome = Trainer::run(config, *dataset);
    VERIFY_RESULT(outcome);
    const auto predictor = Predictor::open(config.output, 1);
    VERIFY_RESULT(predictor);
    const auto evaluation = Evaluation::run(*predictor, *dataset, {EvaluatedPart::Validation, {}, {}});
    VERIFY_RESULT(evaluation);
    QCOMPARE(evaluation->metrics.images(), outcome->validationImages);
    QCOMPARE(evaluation->metrics.top1().value, outcome->validationAccuracy);
    QVERIFY(predictor->description().calibration.has_value());

    ModelDescription silent = predictor->description();
    silent.seen.reset();
    QCOMPARE(itemsOf(EvaluatedPart::Validation, *dataset, silent).error().code, ErrorCode::SplitUnknown);
}

/// The images are known by their content: moved to another class, renamed, with others beside them, in a copy
/// of the folder.
void EvaluationTest::findsTheValidationImagesInAChangedFolder()
{
    const TinyDataset pictures(10);
    auto dataset = FolderScanner::scan(pictures.path());
    VERIFY_RESULT(dataset);
    TrainingConfig config;
    config.isFromScratch = true;
    config.follow(Recipe::Classic);
    config.epochs = 1;
    config.threads = 1;
    config.output = toPath(m_folder.filePath(QStringLiteral("changed.cultivar")));
    const auto outcome = Trainer::run(config, *dataset);
    VERIFY_RESULT(outcome);
    const auto held = itemsOf(EvaluatedPart::Validation, *dataset, outcome->model);
    VERIFY_RESULT(held);
    QCOMPARE(static_cast<int>(held->size()), outcome->validationImages);
    QVERIFY(held->size() >= 3);

    std::filesystem::remove(dataset->items[held->at(0)].path);
    std::filesystem::rename(dataset->items[held->at(1)].path,
                            pictures.image(QStringLiteral("stripes/x.png")));
    QImage other(64, 64, QImage::Format_RGB32);
    other.fill(Qt::black);
    QVERIFY(other.save(toQString(pictures.image(QStringLiteral("discs/new.png")))));
    dataset = FolderScanner::scan(pictures.path());
    VERIFY_RESULT(dataset);
    const auto left = itemsOf(EvaluatedPart::Validation, *dataset, outcome->model);
    VERIFY_RESULT(left);
    QCOMPARE(left->size(), held->size() - 1);
    const auto named = [&](const char* name) {
        return std::any_of(left->begin(), left->end(), [&](std::size_t item) {
            return dataset->items[item].path.filename() == std::filesystem::path(name);
        });
    };
    QVERIFY(named("x.png"));
    QVERIFY(!named("new.png"));

    const TinyDataset foreign(4, 48);
    QCOMPARE(
        itemsOf(EvaluatedPart::Validation, *FolderScanner::scan(foreign.path()), outcome->model).error().code,
        ErrorCode::SplitUnknown);
}

/// A file with a temperature answers with the softmax of the divided logits.
void EvaluationTest::passesTheTemperatureOn()
{
    LoadedModel model = randomModel();
    const auto path = toPath(m_folder.filePath(QStringLiteral("cool.cultivar")));
    model.description.calibration = Calibration{2.0, 0.1, 0.0};
    VERIFY_RESULT(saveModel(path, model.classifier, model.description));
    const auto plain = Predictor::open(m_model, 1), cool = Predictor::open(path, 1);
    VERIFY_RESULT(plain);
    VERIFY_RESULT(cool);
    QCOMPARE(cool->description().temperature(), 2.0);
    const auto picture = m_pictures.image(QStringLiteral("discs/1.png"));
    const auto before = plain->classify(picture), after = cool->classify(picture);
    VERIFY_RESULT(before);
    VERIFY_RESULT(after);
    double sum = 0.0;
    for (const LabelProbability& entry : before->ranked)
        sum += std::sqrt(entry.probability);
    for (std::size_t i = 0; i < before->ranked.size(); ++i) {
        QCOMPARE(after->ranked[i].label, before->ranked[i].label);
        QVERIFY(std::abs(after->ranked[i].probability - std::sqrt(before->ranked[i].probability) / sum) <
                1e-6);
    }
}

QTEST_GUILESS_MAIN(EvaluationTest)
#include "tst_evaluation.moc"
