// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"
#include "tests/app/CultivarProcess.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

using namespace cultivar;

class ExportCommandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void exportsAndTells_data();
    void exportsAndTells();
    void tellsPeopleToo();
    void refusesWrongUsage_data();
    void refusesWrongUsage();
    void saysInOneLineWhatWentWrong();

private:
    QString m_model;
    QTemporaryDir m_folder;
};

void ExportCommandTest::initTestCase()
{
    const auto model = saveRandomModel(m_folder);
    VERIFY_RESULT(model);
    m_model = toQString(*model);
}

void ExportCommandTest::exportsAndTells_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<QStringList>("files");
    QTest::addRow("onnx") << "onnx" << QStringList{"out", "out.cpp", "out.labels.txt", "out.py"};
    QTest::addRow("torchscript") << "torchscript"
                                 << QStringList{"out", "out.cpp", "out.labels.txt", "out.py"};
    QTest::addRow("safetensors") << "safetensors" << QStringList{"out", "out.labels.txt"};
    QTest::addRow("labels") << "labels" << QStringList{"out"};
}

void ExportCommandTest::exportsAndTells()
{
    QFETCH(QString, format);
    QFETCH(QStringList, files);
    const QTemporaryDir folder;
    const TinyDataset photos(3);
    const auto process =
        CultivarProcess::run({"export", m_model, "--format", format, "--out", folder.filePath("out"),
                              "--images", toQString(photos.path()), "--json"});
    QCOMPARE(process.exitCode, 0);
    const QJsonObject json = process.json();
    QCOMPARE(json["format"].toString(), format);
    QCOMPARE(json["labels"].toInt(), 3);
    QCOMPARE(json["files"].toArray().size(), files.size());
    QCOMPARE(json["bytes"].toInteger(), QFileInfo(folder.filePath("out")).size());
    QCOMPARE(
        QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name),
        files);
    const QJsonObject check = json["check"].toObject();
    QCOMPARE(check.isEmpty(), format == "labels");
    if (!check.isEmpty()) {
        QVERIFY(check["largest_difference"].toDouble(1.0) < 1e-5);
        QCOMPARE(check["images"].toInt(), 8);
        QCOMPARE(check["drawn_images"].toInt(), 0);
    }
}

void ExportCommandTest::tellsPeopleToo()
{
    const QTemporaryDir folder;
    const QString out = folder.filePath("out.onnx");
    const auto process = CultivarProcess::run({"export", m_model, "--out", out});
    QCOMPARE(process.exitCode, 0);
    const QString text = QString::fromUtf8(process.out);
    for (const QString& part : {out, QStringLiteral("OpenCV"), QStringLiteral("8 drawn images"), out + ".py"})
        QVERIFY2(text.contains(part), qPrintable(text));
}

void ExportCommandTest::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("word");
    QTest::addRow("no output") << QStringList{"export", "m.cultivar"} << "--out";
    QTest::addRow("unknown format") << QStringList{"export", "m.cultivar", "--out", "o", "--format", "tflite"}
                                    << "safetensors";
    QTest::addRow("no such choice") << QStringList{"export", "m.cultivar", "--out", "o", "--raw-input", "yes"}
                                    << "--raw-input";
    QTest::addRow("meaningless") << QStringList{"export",   "m.cultivar", "--out",           "o",
                                                "--format", "labels",     "--probabilities", "off"}
                                 << "--probabilities";
}

void ExportCommandTest::refusesWrongUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, word);
    const auto process = CultivarProcess::run(arguments);
    QCOMPARE(process.exitCode, 2);
    QCOMPARE(process.errorLines().size(), 1);
    QVERIFY2(process.errorLines().front().contains(word), process.err);
}

void ExportCommandTest::saysInOneLineWhatWentWrong()
{
    const QTemporaryDir folder;
    const QString absent = folder.filePath("absent.cultivar");
    for (const QStringList& arguments :
         {QStringList{"export", absent, "--out", folder.filePath("o.onnx")},
          QStringList{"export", m_model, "--out", folder.filePath("no/o.onnx")},
          QStringList{"export", m_model, "--out", folder.filePath("o.onnx"), "--images", folder.path()}}) {
        const auto process = CultivarProcess::run(arguments);
        QCOMPARE(process.exitCode, 1);
        QVERIFY2(process.errorLines().back().startsWith(QStringLiteral("cultivar export: ")), process.err);
        QVERIFY(process.out.isEmpty());
    }
    QVERIFY(QDir(folder.path()).isEmpty());
}

QTEST_GUILESS_MAIN(ExportCommandTest)
#include "tst_exportcommand.moc"
