// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/Session.h"
#include "support/TinyDataset.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

using namespace cultivar;

namespace {

constexpr int kLongMs = 240'000;

/// A session with a small dataset, and pictures that lie elsewhere.
struct Bench
{
    TinyDataset pictures{4, 32};
    TinyDataset elsewhere{4, 40}; // of another size, so no copies
    Session session;
    Corrections& corrections = session.corrections();
    QSignalSpy corrected{&corrections, &Corrections::corrected};
    QSignalSpy failed{&session, &Session::failed};

    bool open()
    {
        session.openDataset(pictures.path());
        return settles();
    }
    bool settles()
    {
        return QTest::qWaitFor([this] {
            return session.activity() == Session::Activity::Idle && !session.datasetEdits().isChanging() &&
                   session.dataset();
        });
    }
    int imagesOf(const QString& name) const
    {
        const auto label = session.dataset()->classes.indexOf(name);
        return label < 0 ? 0 : session.dataset()->imagesPerClass()[std::size_t(label)];
    }
    std::filesystem::path image(const char* name) const { return elsewhere.image(QLatin1String(name)); }
};

} // namespace

class CorrectionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void needsADataset();
    void addsAndTakesBack();
    void takesSeveralInARow();
    void goesOnAfterAFailure();
    void waitsForTheNextTraining();
};

void CorrectionsTest::needsADataset()
{
    Bench bench;
    QVERIFY(!bench.corrections.canCorrect());
    QCOMPARE(bench.corrections.count(), 0);
    QVERIFY(!bench.corrections.canUndo());
    QSignalSpy changed(&bench.corrections, &Corrections::changed);
    QVERIFY(bench.open());
    QVERIFY(bench.corrections.canCorrect());
    QVERIFY(changed.size() > 0);
}

void CorrectionsTest::addsAndTakesBack()
{
    Bench bench;
    QVERIFY(bench.open());
    bench.corrections.correct(bench.image("discs/0.png"), "squares");
    QTRY_COMPARE(bench.corrected.size(), 1);
    QCOMPARE(bench.corrected[0][0].value<std::filesystem::path>(), bench.image("discs/0.png"));
    QCOMPARE(bench.corrected[0][1].toString(), QStringLiteral("squares"));
    QVERIFY(bench.settles());
    QCOMPARE(bench.imagesOf("squares"), 5);
    QCOMPARE(bench.corrections.count(), 1);
    QVERIFY(std::filesystem::exists(bench.image("discs/0.png")));
    bench.corrections.undo();
    QVERIFY(bench.settles());
    QCOMPARE(bench.imagesOf("squares"), 4);
    QCOMPARE(bench.corrections.count(), 0);
    QVERIFY(!bench.corrections.canUndo());
    QCOMPARE(bench.failed.size(), 0);
}

void CorrectionsTest::takesSeveralInARow()
{
    Bench bench;
    QVERIFY(bench.open());
    bench.corrections.correct(bench.image("discs/0.png"), "discs");
    bench.corrections.correct(bench.image("discs/1.png"), "stars"); // a new class
    bench.corrections.correct(bench.image("discs/2.png"), "stars");
    bench.corrections.correct(bench.image("discs/0.png"), "stars"); // not a disc after all
    QTRY_COMPARE(bench.corrected.size(), 4);
    QVERIFY(bench.settles());
    QCOMPARE(bench.imagesOf("discs"), 4);
    QCOMPARE(bench.imagesOf("stars"), 3);
    QCOMPARE(bench.corrections.count(), 3);
    // What was kept out or moved in the meantime is none of this undo's business.
    bench.session.datasetEdits().exclude({bench.pictures.image("squares/0.png")});
    QVERIFY(bench.settles());
    bench.corrections.undo();
    QVERIFY(bench.settles());
    QCOMPARE(bench.imagesOf("stars"), 2);
    QCOMPARE(bench.imagesOf("squares"), 3);
}

void CorrectionsTest::goesOnAfterAFailure()
{
    Bench bench;
    QVERIFY(bench.open());
    QSignalSpy failed(&bench.corrections, &Corrections::failed);
    bench.corrections.correct(bench.image("gone.png"), "discs");
    bench.corrections.correct(bench.image("discs/0.png"), "discs");
    QTRY_COMPARE(bench.corrected.size(), 1);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<Error>().code, ErrorCode::FileNotFound);
    QCOMPARE(bench.failed.size(), 1); // said once
    QVERIFY(bench.settles());
    QCOMPARE(bench.imagesOf("discs"), 5);
}

void CorrectionsTest::waitsForTheNextTraining()
{
    Bench bench;
    QVERIFY(bench.open());
    bench.corrections.correct(bench.image("discs/0.png"), "discs");
    QTRY_COMPARE(bench.corrected.size(), 1);
    QVERIFY(bench.settles());
    TrainingConfig config;
    config.isFromScratch = true;
    config.epochs = 1;
    config.threads = 1;
    QSignalSpy finished(&bench.session, &Session::trainingFinished);
    bench.session.startTraining(config);
    QVERIFY(bench.session.isTraining());
    bench.corrections.correct(bench.image("discs/1.png"), "discs"); // comes too late for this one
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kLongMs);
    QVERIFY(bench.session.outcome().has_value());
    QTRY_COMPARE(bench.corrected.size(), 2);
    QVERIFY(bench.settles());
    QCOMPARE(bench.corrections.count(), 1);
    QCOMPARE(bench.imagesOf("discs"), 6); // scanned anew when the training had ended
}

int main(int argc, char* argv[])
{
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    qputenv("CULTIVAR_WEIGHTS_PATH", "");
    const QCoreApplication application(argc, argv);
    CorrectionsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_corrections.moc"
