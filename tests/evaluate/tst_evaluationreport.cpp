// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Paths.h"
#include "core/evaluate/EvaluationReport.h"
#include "core/train/History.h"
#include "data/Pictures.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QBuffer>
#include <QProcess>
#include <QTest>

using namespace cultivar;

/// The page about an evaluation, made from answers by hand.
class EvaluationReportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void showsWhatWasFound();
    void escapesEveryName();
    void leavesOutWhatHasGone();
    void hashesAsSha256sumDoes();
    void stopsWhenAsked();
    void tellsOfAFullDisk();

private:
    Result<QByteArray> page(const Evaluation& evaluation) const
    {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        return EvaluationReport{evaluation, m_model, m_modelFile}.write(buffer).map([&] { return bytes; });
    }

    TinyDataset m_pictures{4};
    ModelDescription m_model;
    std::filesystem::path m_modelFile;
    Evaluation m_evaluation;
};

void EvaluationReportTest::initTestCase()
{
    m_modelFile = m_pictures.path() / "my <model>.cultivar";
    QVERIFY(writeFile(toQString(m_modelFile), "weights"));
    History history;
    for (int epoch = 1; epoch <= 3; ++epoch)
        history.append({epoch, Phase::Head, 1.0 / epoch, 0.5, 1.2 / epoch, 0.2 * epoch, 1.0, 10.0});
    m_model.backbone = QStringLiteral("sprout");
    m_model.classes = {QStringLiteral("discs"), QStringLiteral("<b>squares</b>"), QStringLiteral("stripes")};
    m_model.training = {{"history", history.toJson()}, {"seed", 7}};
    m_model.calibration = Calibration{1.5, 0.2, 0.05};
    m_evaluation.root = m_pictures.path();
    m_evaluation.classes = m_model.classes;
    m_evaluation.metrics = Metrics(3);
    const auto add = [this](const char* name, int truth, std::vector<float> probabilities) {
        m_evaluation.metrics.add(truth, probabilities);
        m_evaluation.images.push_back({m_pictures.image(QLatin1String(name)), truth,
                                       mostProbable(probabilities), std::move(probabilities)});
    };
    add("discs/0.png", 0, {0.7f, 0.2f, 0.1f});
    add("discs/1.png", 0, {0.1f, 0.8f, 0.1f});
    add("squares/0.png", 1, {0.3f, 0.4f, 0.3f});
    add("stripes/0.png", 2, {0.05f, 0.915f, 0.035f});
}

void EvaluationReportTest::showsWhatWasFound()
{
    const auto bytes = page(m_evaluation);
    VERIFY_RESULT(bytes);
    const QString html = QString::fromUtf8(*bytes);
    for (const char* words :
         {"50.0 %", "15.0 %", "85.0 %", "Loss", "temperature", "1.500", "seed", "SHA-256"})
        QVERIFY2(html.contains(QLatin1String(words)), words);
    QCOMPARE(html.count(QStringLiteral("<figure>")), 2);
    // The most confident mistake comes first.
    QVERIFY(html.indexOf(QStringLiteral("91.5 %")) < html.indexOf(QStringLiteral("80.0 %")));
    QCOMPARE(html.count(QStringLiteral("<svg")), 2);
    QCOMPARE(html.count(QStringLiteral("<polyline class=\"stroke-validation\"")), 2);
    for (const char* outside : {"http://", "https://", "<script", "url("})
        QVERIFY2(!html.contains(QLatin1String(outside)), outside);
}

void EvaluationReportTest::escapesEveryName()
{
    const auto bytes = page(m_evaluation);
    VERIFY_RESULT(bytes);
    QVERIFY(!bytes->contains("<b>squares"));
    QVERIFY(!bytes->contains("my <model>"));
    QVERIFY(bytes->contains("&lt;b&gt;squares"));
}

void EvaluationReportTest::leavesOutWhatHasGone()
{
    Evaluation evaluation = m_evaluation;
    evaluation.images[3].path = m_pictures.path() / "gone.png";
    evaluation.skipped.push_back(
        {m_pictures.path() / "bad\n.png", {ErrorCode::DamagedImage, {}, QStringLiteral("cut & short")}});
    const auto bytes = page(evaluation);
    VERIFY_RESULT(bytes);
    QCOMPARE(bytes->count("<figure>"), 1);
    QVERIFY(bytes->contains("bad\\x0a.png") && bytes->contains("cut &amp; short"));
}

/// The reference is the tool itself.
void EvaluationReportTest::hashesAsSha256sumDoes()
{
    std::vector<std::filesystem::path> files;
    for (const EvaluatedImage& image : m_evaluation.images)
        files.push_back(image.path);
    std::swap(files[0], files[2]); // the order does not matter
    QProcess shell;
    shell.setWorkingDirectory(toQString(m_pictures.path()));
    shell.start(
        QStringLiteral("sh"),
        {QStringLiteral("-c"),
         QStringLiteral("sha256sum discs/0.png discs/1.png squares/0.png stripes/0.png | sha256sum")});
    QVERIFY(shell.waitForFinished());
    const auto hash = hashOfImages(files, m_pictures.path());
    VERIFY_RESULT(hash);
    QCOMPARE(*hash, QString::fromLatin1(shell.readAllStandardOutput().left(64)));
}

void EvaluationReportTest::stopsWhenAsked()
{
    CancelToken cancel;
    cancel.cancel();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto written = EvaluationReport{m_evaluation, m_model, m_modelFile}.write(buffer, cancel);
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::Cancelled);
    QVERIFY(buffer.data().isEmpty());
}

void EvaluationReportTest::tellsOfAFullDisk()
{
    QFile full(QStringLiteral("/dev/full"));
    QVERIFY(full.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    const auto written = EvaluationReport{m_evaluation, m_model, m_modelFile}.write(full);
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::WriteFailed);
}

QTEST_GUILESS_MAIN(EvaluationReportTest)
#include "tst_evaluationreport.moc"
