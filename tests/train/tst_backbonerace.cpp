// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FolderScanner.h"
#include "core/train/BackboneRace.h"
#include "core/train/Trainer.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QGuiApplication>
#include <QTest>

using namespace cultivar;

namespace {

RaceResult resultOf(const char* name, double accuracy, double seconds)
{
    RaceResult result;
    result.backbone = QLatin1String(name);
    result.accuracy = accuracy;
    result.validationImages = 100;
    result.secondsPerImage = seconds;
    return result;
}

} // namespace

class BackboneRaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void triesEachOnTheSameImages();
    void goesOnWhenOneFails();
    void canBeCancelled();
    void repeatsItself();
    void suggestsTheFastestOfTheBest();
    void findsCandidatesWithWeights();

private:
    BackboneRace::Settings settings() const
    {
        return {{QStringLiteral("sprout")}, {{QStringLiteral("sprout"), m_weights}}, 0, 2};
    }

    QTemporaryDir m_folder;
    TinyDataset m_pictures;
    Dataset m_dataset;
    std::filesystem::path m_weights;
};

void BackboneRaceTest::initTestCase()
{
    const auto dataset = FolderScanner::scan(m_pictures.path());
    VERIFY_RESULT(dataset);
    m_dataset = *dataset;
    TrainingConfig config; // a model file is a weights file too
    config.isFromScratch = true;
    config.epochs = 12;
    config.head.type = HeadSpec::Type::Linear;
    config.augmentation.isEnabled = false;
    config.batchSize = 8;
    config.threads = 2;
    config.output = m_weights = toPath(m_folder.filePath(QStringLiteral("sprout.cultivar")));
    VERIFY_RESULT(Trainer::run(config, m_dataset));
}

void BackboneRaceTest::triesEachOnTheSameImages()
{
    std::vector<int> progress;
    int reports = 0;
    const auto results = BackboneRace::run(
        settings(), m_dataset, {}, [&](const RaceResult&) { ++reports; },
        [&](const QString&, int done, int total) {
            QCOMPARE(total, int(m_dataset.items.size()));
            progress.push_back(done);
        });
    VERIFY_RESULT(results);
    QCOMPARE(results->size(), std::size_t(1));
    QCOMPARE(reports, 1);
    const RaceResult& result = results->front();
    QVERIFY(!result.error);
    QCOMPARE(result.trainImages + result.validationImages, int(m_dataset.items.size()));
    QVERIFY(result.accuracy > 0.8); // three classes, and weights that have learned them
    QVERIFY(result.interval.low < result.accuracy && result.accuracy <= result.interval.high);
    QVERIFY(result.secondsPerImage > 0.0);
    QVERIFY(std::is_sorted(progress.begin(), progress.end()));
    QCOMPARE(progress.back(), int(m_dataset.items.size()));
}

void BackboneRaceTest::goesOnWhenOneFails()
{
    auto settings = this->settings();
    settings.candidates = {QStringLiteral("resnet18"), QStringLiteral("mobilenet_v2"),
                           QStringLiteral("sprout")};
    settings.weights[QStringLiteral("resnet18")] = m_weights; // another network's
    const auto results = BackboneRace::run(settings, m_dataset);
    VERIFY_RESULT(results);
    QCOMPARE(results->size(), std::size_t(3));
    QCOMPARE((*results)[0].error.value_or(Error{}).code, ErrorCode::WeightsMismatch);
    QCOMPARE((*results)[1].error.value_or(Error{}).code, ErrorCode::NoPretrainedWeights);
    QVERIFY(!(*results)[2].error);
    QCOMPARE(BackboneRace::suggestion(*results)->backbone, QStringLiteral("sprout"));
}

void BackboneRaceTest::canBeCancelled()
{
    CancelToken cancel;
    const auto results = BackboneRace::run(settings(), m_dataset, cancel, {},
                                           [&](const QString&, int, int) { cancel.cancel(); });
    QVERIFY(!results);
    QCOMPARE(results.error().code, ErrorCode::Cancelled);
}

void BackboneRaceTest::repeatsItself()
{
    const auto first = BackboneRace::run(settings(), m_dataset);
    const auto second = BackboneRace::run(settings(), m_dataset);
    VERIFY_RESULT(first);
    VERIFY_RESULT(second);
    QCOMPARE(first->front().accuracy, second->front().accuracy);
}

void BackboneRaceTest::suggestsTheFastestOfTheBest()
{
    QVERIFY(!BackboneRace::suggestion({}));
    // One standard error of 0.90 among 100 images is 0.03.
    std::vector<RaceResult> results{resultOf("slow", 0.90, 0.9), resultOf("close", 0.875, 0.3),
                                    resultOf("poor", 0.80, 0.1)};
    QCOMPARE(BackboneRace::suggestion(results)->backbone, QStringLiteral("close"));
    results[1].accuracy = 0.865;
    QCOMPARE(BackboneRace::suggestion(results)->backbone, QStringLiteral("slow"));
    for (RaceResult& result : results)
        result.error = Error{};
    QVERIFY(!BackboneRace::suggestion(results));
}

void BackboneRaceTest::findsCandidatesWithWeights()
{
    QVERIFY(BackboneRace::candidates().isEmpty());
    const QStringList found = BackboneRace::candidates(
        {{QStringLiteral("vgg16"), m_weights}, {QStringLiteral("mobilenet_v2"), m_weights}});
    QCOMPARE(found, (QStringList{QStringLiteral("mobilenet_v2"), QStringLiteral("vgg16")}));
}

int main(int argc, char* argv[])
{
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    qputenv("TORCH_HOME", home.path().toUtf8());
    qputenv("CULTIVAR_WEIGHTS_PATH", "");
    const QGuiApplication application(argc, argv);
    BackboneRaceTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_backbonerace.moc"
