// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/SampleModel.h"

#include <QDir>
#include <QJsonArray>
#include <QtTest>

/// Training on from a model, and judging both by the same images.
class RetrainCommandTest : public QObject, private SampleModel
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { drawSample(); }

    void retrainsAndCompares()
    {
        const QString less = inFolder("less"), small = inFolder("small.cultivar"),
                      grown = inFolder("grown.cultivar");
        const QStringList classes = QDir(m_sample).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString& name : classes.mid(1)) {
            QVERIFY(QDir().mkpath(less + u'/' + name));
            for (const QString& file : QDir(m_sample + u'/' + name).entryList(QDir::Files))
                QVERIFY(QFile::copy(m_sample + u'/' + name + u'/' + file, less + u'/' + name + u'/' + file));
        }
        const auto first = CultivarProcess::run({"train", less, "--out", small, "--epochs", "3", "--json"});
        QVERIFY2(first.exitCode == 0, first.err.constData());
        const auto second = CultivarProcess::run({"train", m_sample, "--out", grown, "--from", small,
                                                  "--seed", "3", "--views", "1", "--epochs", "4", "--json"});
        QVERIFY2(second.exitCode == 0, second.err.constData());
        QCOMPARE(second.json()["classes"].toArray().size(), classes.size());
        const auto compared =
            CultivarProcess::run({"evaluate", grown, m_sample, "--against", small, "--json"});
        QVERIFY2(compared.exitCode == 0, compared.err.constData());
        const QJsonObject json = compared.json()["comparison"].toObject();
        const int judges = second.json()["val_images"].toInt();
        QCOMPARE(compared.json()["images"].toInt(), judges); // none that has trained either
        QCOMPARE(compared.json()["split"].toString(), QStringLiteral("unseen"));
        QCOMPARE(json["images"].toInt() + json["not_compared"].toInt(), judges);
        QCOMPARE(json["not_compared"].toInt(), 12); // of 60
        const double difference =
            (json["accuracy"].toDouble() - json["against_accuracy"].toDouble()) * json["images"].toInt();
        QCOMPARE(qRound(difference), json["better"].toInt() - json["worse"].toInt());
        const auto told = CultivarProcess::run({"evaluate", grown, m_sample, "--against", small});
        QVERIFY2(told.exitCode == 0, told.err.constData());
        QVERIFY(told.out.contains("small.cultivar") && told.out.contains("p = "));
        QVERIFY(told.out.contains("12 images have classes that only one of them knows"));

        const auto foreign =
            CultivarProcess::run({"train", m_sample, "--out", grown, "--from", inFolder("no.cultivar")});
        VERIFY_FAILS(foreign, 1, "no.cultivar");
    }
};

QTEST_GUILESS_MAIN(RetrainCommandTest)
#include "tst_retraincommand.moc"
