// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/SampleModel.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QtTest>

namespace {

/// Names and contents of everything below @p folder.
QByteArray fingerprint(const QString& folder)
{
    QStringList files;
    for (QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
         it.hasNext();)
        files.append(it.next());
    files.sort();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QString& file : files) {
        hash.addData(file.toUtf8());
        hash.addData(readFile(file));
    }
    return hash.result();
}

QStringList keysOf(const QJsonObject& object)
{
    return object.keys();
}

} // namespace

/// The command line as scripts see it: the real binary, exit codes, JSON keys, one-line errors.
class CommandLineTest : public QObject, private SampleModel
{
    Q_OBJECT

private:
    QJsonObject m_trained;

private Q_SLOTS:
    /// The main job once: its files serve the tests below.
    void initTestCase()
    {
        drawSample();
        const QByteArray before = fingerprint(m_sample);
        const auto trained = CultivarProcess::run(
            {"train", m_sample, "--out", m_model, "--epochs", "2", "--seed", "7", "--json"});
        QVERIFY2(trained.exitCode == 0, trained.err.constData());
        m_trained = trained.json();
        QVERIFY(QFile::exists(m_model));
        QCOMPARE(fingerprint(m_sample), before);
    }

    void trainReportsTheContract()
    {
        for (const char* key :
             {"backbone", "device", "classes", "train_images", "val_images", "test_images", "skipped",
              "epochs", "best_epoch", "val_accuracy", "test_accuracy", "seconds", "model"})
            QVERIFY2(m_trained.contains(QLatin1String(key)), key);
        QCOMPARE(m_trained["backbone"].toString(), "sprout");
        QCOMPARE(m_trained["classes"].toArray().size(), 5);
        QCOMPARE(m_trained["train_images"].toInt(), 240);
        QCOMPARE(m_trained["val_images"].toInt(), 60);
        QVERIFY(m_trained["test_accuracy"].isNull());
        QCOMPARE(m_trained["epochs"].toArray().size(), 2);
        const QJsonObject epoch = m_trained["epochs"].toArray().first().toObject();
        for (const char* key : {"epoch", "phase", "train_loss", "train_accuracy", "val_loss", "val_accuracy",
                                "seconds", "images_per_second"})
            QVERIFY2(epoch.contains(QLatin1String(key)), key);
        QCOMPARE(epoch["phase"].toString(), "scratch");
    }

    void inspectCountsTheSample()
    {
        const auto process = CultivarProcess::run({"inspect", m_sample, "--json"});
        QCOMPARE(process.exitCode, 0);
        const QJsonObject json = process.json();
        QCOMPARE(keysOf(json), (QStringList{"classes", "findings", "images", "skipped"}));
        QCOMPARE(json["images"].toInt(), 300);
        QCOMPARE(json["skipped"].toArray().size(), 0);
        QCOMPARE(json["classes"].toArray().size(), 5);
        QCOMPARE(json["classes"].toArray().first().toObject()["images"].toInt(), 60);
    }

    void inspectListsDamagedFiles()
    {
        const QString folder = inFolder("damaged");
        for (int i = 0; i < 3; ++i) {
            writeImage(folder + QStringLiteral("/a/%1.png").arg(i), qRgb(200, 40, 40 + i));
            writeImage(folder + QStringLiteral("/b/%1.png").arg(i), qRgb(40, 200, 40 + i));
        }
        writeFile(folder + "/a/empty.jpg", {});
        writeFile(folder + "/b/notes.txt", "not an image");
        const QByteArray whole = readFile(folder + "/a/0.png");
        writeFile(folder + "/a/cut.png", whole.left(whole.size() / 2));
        const auto process = CultivarProcess::run({"inspect", folder, "--json"});
        QCOMPARE(process.exitCode, 0);
        QCOMPARE(process.json()["images"].toInt(), 6);
        const QJsonArray skipped = process.json()["skipped"].toArray();
        QCOMPARE(skipped.size(), 3);
        for (const auto& entry : skipped)
            QVERIFY(!entry.toObject()["reason"].toString().isEmpty());
    }

    void inspectTellsWhatItFinds()
    {
        const QString folder = inFolder("findings");
        for (int i = 0; i < 30; ++i)
            writeImage(folder + QStringLiteral("/a/%1.png").arg(i), qRgb(200, 40, 40));
        writeImage(folder + "/b/0.png", qRgb(40, 200, 40));
        const auto process = CultivarProcess::run({"inspect", folder, "--json"});
        QCOMPARE(process.exitCode, 0);
        const QJsonArray findings = process.json()["findings"].toArray();
        QStringList kinds;
        for (const auto& finding : findings) {
            QCOMPARE(keysOf(finding.toObject()), (QStringList{"detail", "kind", "paths"}));
            kinds += finding.toObject()["kind"].toString();
        }
        QCOMPARE(kinds, (QStringList{"exact_duplicate", "class_imbalance", "few_images"}));
        QCOMPARE(findings[0].toObject()["paths"].toArray().size(), 30);
        QCOMPARE(findings[2].toObject()["paths"].toArray().size(), 0);
        const auto text = CultivarProcess::run({"inspect", folder});
        QCOMPARE(text.exitCode, 0);
        QVERIFY2(text.out.contains("\nDuplicates:\n  same bytes:\n"), text.out.constData());
        QVERIFY2(text.out.contains("\n  and 10 more; --json lists all\n"), text.out.constData());
        QVERIFY2(text.out.contains("\nUnbalanced classes:\n  images in a: 30, in b: 1\n"),
                 text.out.constData());
    }

    void classifyAnswersInOrder()
    {
        QDirIterator it(m_sample, {"*.png"}, QDir::Files, QDirIterator::Subdirectories);
        const QStringList images{it.next(), inFolder("missing.png"), it.next()};
        const QString csv = inFolder("out.csv");
        const auto process = CultivarProcess::run(QStringList{"classify", m_model} + images +
                                                  QStringList{"--top", "3", "--csv", csv, "--json"});
        QVERIFY2(process.exitCode == 0, process.err.constData());
        QCOMPARE(keysOf(process.json()), (QStringList{"model", "results"}));
        const QJsonArray results = process.json()["results"].toArray();
        QCOMPARE(results.size(), 3);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(results[i].toObject()["path"].toString(), images[i]);
        QCOMPARE(keysOf(results[1].toObject()), (QStringList{"error", "path"}));
        const QJsonArray predictions = results[0].toObject()["predictions"].toArray();
        QCOMPARE(predictions.size(), 3);
        QVERIFY(predictions[0].toObject()["probability"].toDouble() >=
                predictions[1].toObject()["probability"].toDouble());
        QVERIFY(!predictions[0].toObject()["label"].toString().isEmpty());
        const QList<QByteArray> lines = readFile(csv).split('\n');
        QCOMPARE(lines.first(), QByteArray("path,rank,label,probability,error,unlike\r"));
        QCOMPARE(lines.size(), 1 + 3 + 1 + 3 + 1); // header, two images, one error, the end
    }

    void classifyTakesFolders()
    {
        const QString folder =
            m_sample + u'/' + QDir(m_sample).entryList(QDir::Dirs | QDir::NoDotAndDotDot).first();
        const auto process = CultivarProcess::run({"classify", m_model, folder, "--json"});
        QCOMPARE(process.exitCode, 0);
        QCOMPARE(process.json()["results"].toArray().size(), 60);
    }

    void classifyFailsWhenNothingIsAnImage()
    {
        const QString notes = inFolder("notes.txt");
        writeFile(notes, "not an image");
        const auto process = CultivarProcess::run({"classify", m_model, notes});
        QCOMPARE(process.exitCode, 1);
        QVERIFY(process.out.isEmpty());
        QVERIFY(process.errorLines().last().contains("notes.txt")); // after the progress
    }

    void evaluateScoresTheSample()
    {
        const auto process = CultivarProcess::run({"evaluate", m_model, m_sample, "--json"});
        QVERIFY2(process.exitCode == 0, process.err.constData());
        for (const char* key : {"images", "accuracy", "per_class", "confusion"})
            QVERIFY2(process.json().contains(QLatin1String(key)), key);
        QCOMPARE(process.json()["images"].toInt(), 300);
        QCOMPARE(process.json()["split"].toString(), QStringLiteral("all"));
        const double accuracy = process.json()["accuracy"].toDouble();
        const QJsonArray interval = process.json()["accuracy_interval"].toArray();
        QVERIFY(interval[0].toDouble() < accuracy && accuracy < interval[1].toDouble());
        QCOMPARE(process.json()["top5_accuracy"].toDouble(), 1.0); // of five classes
        for (const char* key :
             {"macro_f1", "expected_calibration_error", "reliability", "temperature", "top5_interval"})
            QVERIFY2(process.json().contains(QLatin1String(key)), key);
    }

    void evaluateFindsTheImagesHeldBack()
    {
        const auto process =
            CultivarProcess::run({"evaluate", m_model, m_sample, "--split", "validation", "--json"});
        QVERIFY2(process.exitCode == 0, process.err.constData());
        QCOMPARE(process.json()["images"], m_trained["val_images"]);
        QCOMPARE(process.json()["accuracy"], m_trained["val_accuracy"]);
        const auto test = CultivarProcess::run({"evaluate", m_model, m_sample, "--split", "test", "--json"});
        VERIFY_FAILS(test, 1, "no test folder");
    }

    /// One class more: the network stays, the images that have trained never judge, and both models are
    /// judged by the same images.
    void classifyNamesTheNearestTrainingImages()
    {
        const QString leaf =
            QDir(m_sample).filePath(QDir(m_sample).entryList(QDir::Dirs | QDir::NoDotAndDotDot).first());
        const QString file = leaf + u'/' + QDir(leaf).entryList(QDir::Files).first(),
                      copy = inFolder("copy.png");
        QVERIFY(QFile::copy(file, copy));
        const auto process = CultivarProcess::run(
            {"classify", m_model, copy, "--nearest", "3", "--dataset", m_sample, "--json"});
        QVERIFY2(process.exitCode == 0, process.err.constData());
        const QJsonArray nearest = process.json()["results"][0]["nearest"].toArray();
        QCOMPARE(nearest.size(), 3);
        for (int i = 1; i < 3; ++i)
            QVERIFY(nearest[i - 1]["distance"].toDouble() <= nearest[i]["distance"].toDouble());
        QVERIFY(nearest[0]["path"].toString().startsWith(m_sample));
        const auto again =
            CultivarProcess::run({"classify", m_model, copy, "--nearest", "3", "--dataset", m_sample});
        QVERIFY2(again.exitCode == 0, again.err.constData());
        QVERIFY(again.out.contains(nearest[2]["path"].toString().toUtf8()));
        QVERIFY(!again.err.contains("looking at the training images")); // they are known
    }

    void evaluateWritesATableAndAReport()
    {
        const QString csv = inFolder("images.csv"), report = inFolder("report.html");
        const auto process = CultivarProcess::run(
            {"evaluate", m_model, m_sample, "--split", "validation", "--csv", csv, "--report", report});
        QVERIFY2(process.exitCode == 0, process.err.constData());
        const QList<QByteArray> lines = readFile(csv).split('\n');
        QCOMPARE(lines.size(), 1 + m_trained["val_images"].toInt() + 1);
        QVERIFY(lines.first().startsWith("path,truth,answer,confidence,right,p("));
        const QList<QByteArray> row = lines[1].trimmed().split(',');

        // The same picture alone gets the same probability, digit by digit.
        const QString alone = inFolder("alone.csv");
        const auto classified = CultivarProcess::run(
            {"classify", m_model, QString::fromUtf8(row[0]), "--top", "1", "--csv", alone});
        QCOMPARE(classified.exitCode, 0);
        const QList<QByteArray> answer = readFile(alone).split('\n')[1].trimmed().split(',');
        QCOMPARE(answer[2], row[2]);
        QCOMPARE(answer[3], row[3]);

        const QByteArray html = readFile(report);
        QVERIFY(html.contains("<svg") && html.contains("data:image/jpeg;base64,"));
        for (const char* outside : {"http://", "https://", "<script", "src=\"/", "url("})
            QVERIFY2(!html.contains(outside), outside);
        const QByteArray hash =
            QCryptographicHash::hash(readFile(m_model), QCryptographicHash::Sha256).toHex();
        QVERIFY(html.contains(hash));
    }

    void backbonesListsTheDefault()
    {
        const auto process = CultivarProcess::run({"backbones", "--json"});
        QCOMPARE(process.exitCode, 0);
        QStringList names;
        for (const auto& entry : process.json()["backbones"].toArray())
            names.append(entry.toObject()["name"].toString());
        for (const char* name : {"sprout", "mobilenet_v2", "resnet18", "resnet50"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
    }

    void backbonesMeasuresAndRemembers()
    {
        const auto measured =
            CultivarProcess::run({"backbones", "measure", "sprout", "--threads", "1", "--json"});
        QCOMPARE(measured.exitCode, 0);
        const auto backbones = measured.json()["backbones"].toArray();
        QCOMPARE(backbones.size(), 1);
        const QJsonObject timing = backbones[0].toObject();
        QCOMPARE(timing["name"].toString(), QStringLiteral("sprout"));
        QVERIFY(timing["ms_per_image"].toDouble() > 0.0);
        const auto listed = CultivarProcess::run({"backbones", "--json"});
        for (const auto& entry : listed.json()["backbones"].toArray()) {
            const QJsonObject known = entry.toObject()["timing"].toObject();
            if (entry.toObject()["name"] == QLatin1String("sprout"))
                QCOMPARE(known["ms_per_image"], timing["ms_per_image"]);
        }
    }

    void suggestNeedsWeights()
    {
        const auto process = CultivarProcess::run({"suggest", m_sample});
        VERIFY_FAILS(process, 1, QStringLiteral("backbones fetch"));
    }

    void helpAndVersionGoToStdout()
    {
        for (const QStringList& words : {QStringList{"--help"}, QStringList{"--version"},
                                         QStringList{"train", "--help"}, QStringList{"classify", "-h"}}) {
            const auto process = CultivarProcess::run(words);
            QCOMPARE(process.exitCode, 0);
            QVERIFY(!process.out.isEmpty());
            QVERIFY(process.err.isEmpty());
        }
    }

    void sameSeedSameHistory()
    {
        const QString out = inFolder("again.cultivar");
        const auto process =
            CultivarProcess::run({"train", m_sample, "--out", out, "--epochs", "2", "--seed", "7", "--json"});
        QCOMPARE(process.exitCode, 0);
        QCOMPARE(process.json()["val_accuracy"], m_trained["val_accuracy"]);
        const QJsonArray first = m_trained["epochs"].toArray();
        const QJsonArray second = process.json()["epochs"].toArray();
        for (int i = 0; i < 2; ++i)
            QCOMPARE(second[i].toObject()["train_loss"], first[i].toObject()["train_loss"]);
    }

    void stopKeepsTheBestEpoch()
    {
        const QString out = inFolder("stopped.cultivar");
        QProcess process;
        process.start(QStringLiteral(CULTIVAR_BINARY),
                      {"train", m_sample, "--out", out, "--epochs", "5000", "--json"});
        process.setReadChannel(QProcess::StandardError);
        QByteArray progress;
        while (!progress.contains("epoch 2/") && process.waitForReadyRead(120'000))
            progress += process.readAllStandardError();
        QVERIFY2(progress.contains("epoch 2/"), progress.constData());
        process.terminate();
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
        const QJsonObject json = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QVERIFY(json["epochs"].toArray().size() >= 2);
        QVERIFY(QFile::exists(out));
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "tst_commandline.moc"
