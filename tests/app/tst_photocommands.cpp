// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/CultivarProcess.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest>

/// The command line on real photos and weights, which not every machine has.
class PhotoCommandsTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    const QString m_data = qEnvironmentVariable("CULTIVAR_TEST_DATA");

private Q_SLOTS:
    void initTestCase()
    {
        if (m_data.isEmpty())
            QSKIP("CULTIVAR_TEST_DATA is not set");
        qputenv("XDG_DATA_HOME", m_folder.path().toUtf8());
        qputenv("TORCH_HOME", m_folder.path().toUtf8());
        qputenv("CULTIVAR_WEIGHTS_PATH", "");
    }

    void messyImagesAreInspected()
    {
        const auto process = CultivarProcess::run({"inspect", m_data + "/messy", "--json"});
        QVERIFY2(process.exitCode == 0, process.err.constData());
        QVERIFY(process.json()["skipped"].toArray().size() > 20);
        QVERIFY(process.json()["images"].toInt() > 100);
    }

    void messyImagesTrainAllTheSame()
    {
        const auto process =
            CultivarProcess::run({"train", m_data + "/messy", "--out", m_folder.filePath("messy.cultivar"),
                                  "--from-scratch", "--epochs", "1", "--json"});
        QVERIFY2(process.exitCode == 0, process.err.constData());
        QVERIFY(process.json()["skipped"].toArray().size() > 20);
        QVERIFY(QFile::exists(m_folder.filePath("messy.cultivar")));
    }

    void suggestTriesRealWeights()
    {
        qputenv("CULTIVAR_WEIGHTS_PATH", (m_data + "/weights").toUtf8());
        const auto process = CultivarProcess::run({"suggest", m_data + "/datasets/grocery", "--json"});
        qputenv("CULTIVAR_WEIGHTS_PATH", "");
        QVERIFY2(process.exitCode == 0, process.err.constData());
        const QJsonObject result = process.json()["results"].toArray()[0].toObject();
        QCOMPARE(result["backbone"].toString(), QStringLiteral("mobilenet_v2"));
        QVERIFY(result["val_accuracy"].toDouble() > 0.6); // guessing would give 0.08
        QCOMPARE(process.json()["suggestion"].toString(), QStringLiteral("mobilenet_v2"));
    }
};

QTEST_GUILESS_MAIN(PhotoCommandsTest)
#include "tst_photocommands.moc"
