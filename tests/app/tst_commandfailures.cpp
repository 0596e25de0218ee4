// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/SampleModel.h"

#include <QtTest>

#include <unistd.h>

/// What the command line does with what it cannot use: exit code, one line that names it, nothing on stdout.
class CommandFailuresTest : public QObject, private SampleModel
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        drawSample();
        trainModel();
    }

    void wrongUsageNamesTheOption_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("named");
        const QStringList train{"train", "DATASET", "--out", "x.cultivar"};
        QTest::newRow("unknown command") << QStringList{"trian"} << "trian";
        QTest::newRow("unknown global option") << QStringList{"--json"} << "--json";
        QTest::newRow("no dataset") << QStringList{"train", "--out", "x"} << "DATASET";
        QTest::newRow("no output") << QStringList{"train", "DATASET"} << "--out";
        QTest::newRow("extra operand") << (train + QStringList{"more"}) << "more";
        QTest::newRow("unknown option") << (train + QStringList{"--epoch", "3"}) << "--epoch";
        QTest::newRow("missing value") << (train + QStringList{"--epochs"}) << "--epochs";
        QTest::newRow("epochs 0") << (train + QStringList{"--epochs", "0"}) << "--epochs";
        QTest::newRow("epochs text") << (train + QStringList{"--epochs", "ten"}) << "--epochs";
        QTest::newRow("batch 0") << (train + QStringList{"--batch", "0"}) << "--batch";
        QTest::newRow("rate negative") << (train + QStringList{"--lr", "-1"}) << "--lr";
        QTest::newRow("rate nan") << (train + QStringList{"--lr", "nan"}) << "--lr";
        QTest::newRow("seed negative") << (train + QStringList{"--seed", "-1"}) << "--seed";
        QTest::newRow("threads") << (train + QStringList{"--threads", "-2"}) << "--threads";
        QTest::newRow("device") << (train + QStringList{"--device", "tpu"}) << "--device";
        QTest::newRow("head") << (train + QStringList{"--head", "big"}) << "--head";
        QTest::newRow("augment") << (train + QStringList{"--augment", "maybe"}) << "--augment";
        QTest::newRow("resize") << (train + QStringList{"--resize", "squeeze"}) << "--resize";
        QTest::newRow("backbone") << (train + QStringList{"--backbone", "resnet19"}) << "--backbone";
        QTest::newRow("block") << (train + QStringList{"--unfreeze", "nosuchblock"}) << "--unfreeze";
        QTest::newRow("nothing to fine-tune")
            << (train + QStringList{"--unfreeze", "none", "--finetune-epochs", "3"}) << "--finetune-epochs";
        QTest::newRow("scratch with weights")
            << (train + QStringList{"--from-scratch", "--weights", "w"}) << "--weights";
        QTest::newRow("from and backbone")
            << (train + QStringList{"--from", "m", "--backbone", "sprout"}) << "--backbone";
        QTest::newRow("from and scratch")
            << (train + QStringList{"--from", "m", "--from-scratch"}) << "--from-scratch";
        QTest::newRow("nearest alone")
            << QStringList{"classify", "m", "a.png", "--nearest", "3"} << "--dataset";
        QTest::newRow("no image") << QStringList{"classify", "m.cultivar"} << "PATH";
        QTest::newRow("top 0") << QStringList{"classify", "m.cultivar", "a.png", "--top", "0"} << "--top";
        QTest::newRow("evaluate split")
            << QStringList{"evaluate", "m.cultivar", "d", "--split", "train"} << "--split";
        QTest::newRow("evaluate alone") << QStringList{"evaluate", "m.cultivar"} << "DATASET";
        QTest::newRow("sample alone") << QStringList{"sample"} << "FOLDER";
    }

    void wrongUsageNamesTheOption()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, named);
        const auto process = CultivarProcess::run(words);
        VERIFY_FAILS(process, 2, named);
    }

    void badDatasetsFail_data()
    {
        QTest::addColumn<QString>("name");
        const QString empty = inFolder("empty");
        QVERIFY(QDir().mkpath(empty));
        writeFile(inFolder("texts/a/one.txt"), "text");
        writeFile(inFolder("texts/b/two.txt"), "text");
        for (int i = 0; i < 4; ++i)
            writeImage(inFolder(QStringLiteral("lonely/only/%1.png").arg(i)), qRgb(9, 9, i));
        QTest::newRow("missing folder") << "nowhere";
        QTest::newRow("empty folder") << "empty";
        QTest::newRow("no images") << "texts";
        QTest::newRow("one class") << "lonely";
        QTest::newRow("a file") << "leaves.cultivar";
    }

    void badDatasetsFail()
    {
        QFETCH(QString, name);
        const QString out = inFolder("never.cultivar");
        const auto process =
            CultivarProcess::run({"train", inFolder(name), "--out", out, "--epochs", "1", "--json"});
        VERIFY_FAILS(process, 1, name);
        QVERIFY(!QFile::exists(out));
    }

    void unwritableOutputFailsAtOnce()
    {
        const auto process =
            CultivarProcess::run({"train", m_sample, "--out", inFolder("no/such/folder/m.cultivar")});
        VERIFY_FAILS(process, 1, "no/such/folder");
    }

    void foreignWeightsFail()
    {
        // The trained model is a safetensors file of another network.
        const auto process =
            CultivarProcess::run({"train", m_sample, "--out", inFolder("never.cultivar"), "--backbone",
                                  "resnet18", "--weights", m_model, "--epochs", "1"});
        QCOMPARE(process.exitCode, 1);
        QVERIFY(process.errorLines().last().contains("leaves.cultivar"));
        QVERIFY(!QFile::exists(inFolder("never.cultivar")));
    }

    void damagedModelsFail_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray whole = readFile(m_model);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("this is not a model at all");
        QTest::newRow("cut") << whole.left(whole.size() / 2);
        QTest::newRow("longer") << (whole + "x");
        QTest::newRow("header length") << (QByteArray(8, '\xff') + whole.mid(8));
    }

    void damagedModelsFail()
    {
        QFETCH(QByteArray, bytes);
        const QString model = inFolder("bad.cultivar");
        writeFile(model, bytes);
        const auto classified = CultivarProcess::run({"classify", model, m_sample});
        VERIFY_FAILS(classified, 1, "bad.cultivar");
        const auto evaluated = CultivarProcess::run({"evaluate", model, m_sample, "--json"});
        VERIFY_FAILS(evaluated, 1, "bad.cultivar");
    }

    void unreadableFilesFail()
    {
        if (geteuid() == 0)
            QSKIP("root may read everything");
        const QString model = inFolder("locked.cultivar");
        QVERIFY(QFile::copy(m_model, model));
        QVERIFY(QFile::setPermissions(model, {}));
        const auto process = CultivarProcess::run({"classify", model, m_sample});
        VERIFY_FAILS(process, 1, "locked.cultivar");
    }
};

QTEST_GUILESS_MAIN(CommandFailuresTest)
#include "tst_commandfailures.moc"
