// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ImageDecoder.h"
#include "core/predict/Predictor.h"
#include "data/Pictures.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QTest>

using namespace cultivar;

class PredictorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void givesTheNetworksProbabilities();
    void answersAloneAsInABatch();
    void reportsEachDamagedPicture();
    void stopsWhenAsked();
    void refusesWhatIsNoModel();

private:
    std::vector<std::filesystem::path> pictures() const
    {
        std::vector<std::filesystem::path> paths;
        for (int i = 0; i < 12; ++i)
            paths.push_back(m_dataset.image(QStringLiteral("discs/%1.png").arg(i)));
        return paths;
    }

    TinyDataset m_dataset;
    QTemporaryDir m_folder;
    std::filesystem::path m_model;
};

void PredictorTest::initTestCase()
{
    const auto saved = saveRandomModel(m_folder);
    VERIFY_RESULT(saved);
    m_model = *saved;
}

/// The oracle is the plain network, layer by layer, without tracing, folding or another memory layout.
void PredictorTest::givesTheNetworksProbabilities()
{
    const auto predictor = Predictor::open(m_model, 1);
    VERIFY_RESULT(predictor);
    auto model = loadModel(m_model);
    VERIFY_RESULT(model);
    const Preprocessing& preprocessing = model->description.preprocessing;
    model->classifier.setTrainable(std::vector<bool>(2 * 9, true), false); // the cut before the first block
    QCOMPARE(model->classifier.cut(), std::size_t(0));
    model->classifier.setTrainingMode(false);
    for (const auto& path : pictures()) {
        const auto picture = ImageDecoder::decode(path, preprocessing.resize);
        VERIFY_RESULT(picture);
        const Image view = centerCropped(resizedForNetwork(*picture, preprocessing), preprocessing);
        const torch::NoGradGuard guard;
        const torch::Tensor expected =
            torch::softmax(model->classifier.restLogits(viewTensor(view, preprocessing).unsqueeze(0)), 1)[0];
        const auto prediction = predictor->classify(path);
        VERIFY_RESULT(prediction);
        QCOMPARE(prediction->networkView.rgb, view.rgb);
        QCOMPARE(prediction->ranked.size(), std::size_t(3));
        double sum = 0.0, previous = 1.0;
        for (const LabelProbability& entry : prediction->ranked) {
            const double difference = std::abs(entry.probability - expected[entry.label].item<double>());
            QVERIFY2(difference < 1e-5, qPrintable(QString::number(difference)));
            QVERIFY(entry.probability <= previous);
            previous = entry.probability;
            sum += entry.probability;
        }
        QVERIFY(std::abs(sum - 1.0) < 1e-6);
    }
}

void PredictorTest::answersAloneAsInABatch()
{
    const auto predictor = Predictor::open(m_model, 2);
    VERIFY_RESULT(predictor);
    const auto paths = pictures();
    std::vector<Prediction> together(paths.size());
    std::vector<std::size_t> order;
    QVERIFY(predictor->classifyAll(paths, {}, [&](std::size_t index, const Result<Prediction>& prediction) {
        order.push_back(index);
        together[index] = *prediction;
    }));
    QVERIFY(std::is_sorted(order.begin(), order.end()));
    QCOMPARE(order.size(), paths.size());
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const auto alone = predictor->classify(paths[i]);
        VERIFY_RESULT(alone);
        for (std::size_t k = 0; k < alone->ranked.size(); ++k) {
            QCOMPARE(alone->ranked[k].label, together[i].ranked[k].label);
            QVERIFY(alone->ranked[k].probability == together[i].ranked[k].probability); // to the last bit
        }
    }
}

void PredictorTest::reportsEachDamagedPicture()
{
    const auto predictor = Predictor::open(m_model, 2);
    VERIFY_RESULT(predictor);
    const auto paths = pictures();
    const QByteArray sound = readFile(toQString(paths[0]));
    QVERIFY(writeFile(toQString(paths[2]), sound.left(sound.size() / 2)));
    QVERIFY(writeFile(toQString(paths[5]), {}));
    std::filesystem::remove(paths[7]);
    std::map<std::size_t, ErrorCode> errors;
    int answers = 0;
    QVERIFY(predictor->classifyAll(paths, {}, [&](std::size_t index, const Result<Prediction>& prediction) {
        if (prediction)
            ++answers;
        else
            errors[index] = prediction.error().code;
    }));
    QCOMPARE(answers, 9);
    QCOMPARE(errors.size(), std::size_t(3));
    QVERIFY(errors[2] == ErrorCode::TruncatedImage || errors[2] == ErrorCode::DamagedImage);
    QCOMPARE(errors[5], ErrorCode::EmptyFile);
    QCOMPARE(errors[7], ErrorCode::FileNotFound);
}

void PredictorTest::stopsWhenAsked()
{
    const auto predictor = Predictor::open(m_model, 1);
    VERIFY_RESULT(predictor);
    CancelToken cancel;
    int seen = 0;
    QVERIFY(!predictor->classifyAll(pictures(), cancel, [&](std::size_t, const Result<Prediction>&) {
        if (++seen == 3)
            cancel.cancel();
    }));
    QCOMPARE(seen, 3);
}

void PredictorTest::refusesWhatIsNoModel()
{
    QCOMPARE(Predictor::open(m_dataset.image(QStringLiteral("squares/0.png"))).error().code,
             ErrorCode::DamagedModel);
    QCOMPARE(Predictor::open(m_dataset.path()).error().code, ErrorCode::NotARegularFile);
    QCOMPARE(Predictor::open(m_dataset.path() / "none.cultivar").error().code, ErrorCode::FileNotFound);
}

QTEST_GUILESS_MAIN(PredictorTest)
#include "tst_predictor.moc"
