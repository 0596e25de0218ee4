// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Memory.h"
#include "core/data/FolderScanner.h"
#include "core/session/Session.h"
#include "data/Pictures.h"
#include "support/Crash.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

using namespace cultivar;

namespace {
constexpr int kLongMs = 120000;
}

class SessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void opensTheLatestFolder();
    void picturesComeAfterTheScan();
    void keepsTheModelWhenAnotherIsDamaged();
    void savesInTheBackground();
    void staysBusyUntilTheLastJob();
    void pausesStopsAndKeepsTheBestEpoch();
    void saysWhyATrainingFailed();
    void goesOnAfterACrash();
    void doesNotGoOnWithoutTheDataset();

private:
    static void crash(const TinyDataset& dataset);
    static bool isIdle(const Session& session) { return session.activity() == Session::Activity::Idle; }

    QTemporaryDir m_folder;
    std::filesystem::path m_model;
};

void SessionTest::initTestCase()
{
    const auto saved = saveRandomModel(m_folder);
    VERIFY_RESULT(saved);
    m_model = *saved;
}

void SessionTest::opensTheLatestFolder()
{
    const TinyDataset first(30), second(2);
    Session session;
    QSignalSpy changed(&session, &Session::datasetChanged), failed(&session, &Session::failed);
    session.openDataset(first.path());
    session.openDataset(second.path());
    QTRY_VERIFY(isIdle(session));
    QVERIFY(session.dataset().has_value());
    QCOMPARE(session.dataset()->root, second.path());
    QCOMPARE(changed.size(), 1);
    QVERIFY(failed.isEmpty());
}

void SessionTest::picturesComeAfterTheScan()
{
    const TinyDataset dataset(20);
    QVERIFY(writeFile(toQString(dataset.image(QStringLiteral("discs/0.png"))),
                      readFile(toQString(dataset.image(QStringLiteral("discs/0.png")))).left(60)));
    Session session;
    QSignalSpy thumbnails(&session.previews(), &Previews::thumbnailReady);
    QSignalSpy finished(&session.previews(), &Previews::thumbnailsFinished);
    session.openDataset(dataset.path());
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(thumbnails.size(), 3 * 12); // the damaged one is replaced by the next
}

void SessionTest::keepsTheModelWhenAnotherIsDamaged()
{
    const QString damaged = m_folder.filePath(QStringLiteral("damaged.cultivar"));
    QByteArray bytes = readFile(toQString(m_model));
    for (qsizetype i = bytes.size() - 4000; i < bytes.size(); ++i)
        bytes[i] = '\xff'; // a sound header, and values that are no numbers
    QVERIFY(writeFile(damaged, bytes));
    Session session;
    QSignalSpy failed(&session, &Session::failed);
    session.openModel(m_model);
    QTRY_VERIFY(isIdle(session));
    QCOMPARE(session.modelPath(), m_model);
    session.openModel(toPath(damaged));
    QTRY_VERIFY(isIdle(session));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<Error>().code, ErrorCode::DamagedModel);
    QCOMPARE(session.modelPath(), m_model);
    QVERIFY(session.model().has_value());
}

void SessionTest::savesInTheBackground()
{
    Session session;
    session.openModel(m_model);
    QTRY_VERIFY(session.model().has_value());
    QSignalSpy saved(&session, &Session::saved), failed(&session, &Session::failed);
    const auto copy = toPath(m_folder.filePath(QStringLiteral("copy.cultivar")));
    session.saveModel(copy);
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(readFile(toQString(copy)) == readFile(toQString(m_model)));
    session.saveModel(m_model); // onto itself
    QTRY_COMPARE(saved.size(), 2);
    QVERIFY(readFile(toQString(copy)) == readFile(toQString(m_model)));
    session.saveModel(toPath(m_folder.filePath(QStringLiteral("nowhere/copy.cultivar"))));
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<Error>().code, ErrorCode::NotAFolder);
    QTRY_VERIFY(isIdle(session));
}

void SessionTest::staysBusyUntilTheLastJob()
{
    const TinyDataset dataset;
    Session session;
    session.openModel(m_model);
    QSignalSpy classified(&session.classifying(), &Classifying::classified);
    QTRY_VERIFY(session.model().has_value());
    session.classifying().classify({dataset.image(QStringLiteral("discs/0.png"))});
    session.classifying().classify({dataset.image(QStringLiteral("discs/1.png"))});
    int classifiedWhenIdle = 0;
    connect(&session, &Session::activityChanged, this, [&](Session::Activity activity) {
        if (activity == Session::Activity::Idle)
            classifiedWhenIdle = int(classified.size());
    });
    QTRY_VERIFY(isIdle(session));
    QCOMPARE(classifiedWhenIdle, 2);
}

void SessionTest::pausesStopsAndKeepsTheBestEpoch()
{
    const TinyDataset dataset;
    Session session;
    session.openDataset(dataset.path());
    QTRY_VERIFY(isIdle(session));
    TrainingConfig config;
    config.epochs = 5000;
    config.threads = 1;
    QSignalSpy epochs(&session, &Session::epochFinished), paused(&session, &Session::pausedChanged);
    QSignalSpy finished(&session, &Session::trainingFinished);
    session.startTraining(config);
    QVERIFY(session.isTraining());
    session.openDataset(toPath(m_folder.path())); // not while training
    QTRY_VERIFY_WITH_TIMEOUT(epochs.size() >= 2, kLongMs);
    session.pauseTraining();
    QVERIFY(session.isPaused());
    session.resumeTraining();
    QVERIFY(!session.isPaused());
    QCOMPARE(paused.size(), 2);
    session.pauseTraining();
    session.stopTraining(); // also while paused
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kLongMs);
    QVERIFY(isIdle(session));
    QVERIFY(session.outcome().has_value());
    QVERIFY(session.outcome()->isStopped);
    QCOMPARE(session.history().epochs().size(), std::size_t(epochs.size()));
    QCOMPARE(session.modelPath(), session.outcome()->modelPath);
    QVERIFY(std::filesystem::exists(session.modelPath()));
    QCOMPARE(session.dataset()->root, dataset.path());
}

void SessionTest::saysWhyATrainingFailed()
{
    const TinyDataset dataset;
    Session session;
    session.openDataset(dataset.path());
    QTRY_VERIFY(isIdle(session));
    TrainingConfig config;
    config.weights = m_folder.filePath(QStringLiteral("none.safetensors")).toStdString();
    QSignalSpy failed(&session, &Session::failed), finished(&session, &Session::trainingFinished);
    session.startTraining(config);
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kLongMs);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<Error>().code, ErrorCode::FileNotFound);
    QVERIFY(!session.outcome().has_value());
    QVERIFY(isIdle(session));
}

/// A run of the window that has ended after two of four epochs.
void SessionTest::crash(const TinyDataset& dataset)
{
    std::filesystem::create_directories(Session::runsFolder());
    TrainingConfig config;
    config.output = Session::runsFolder() / "shapes.cultivar";
    config.checkpoint = std::filesystem::path(config.output) += ".checkpoint";
    config.isFromScratch = true;
    config.epochs = 4;
    config.threads = 1;
    Crash crash(2);
    QVERIFY(!Trainer::run(config, *FolderScanner::scan(dataset.path()), {}, &crash));
}

void SessionTest::goesOnAfterACrash()
{
    const TinyDataset dataset, other;
    crash(dataset);
    Session session;
    session.openDataset(other.path());
    QTRY_VERIFY(isIdle(session));
    QTRY_VERIFY(session.unfinishedRuns().offered(other.path()).has_value());
    QSignalSpy epochs(&session, &Session::epochFinished), finished(&session, &Session::trainingFinished);
    session.continueTraining(*session.unfinishedRuns().offered(other.path()));
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, kLongMs);
    QCOMPARE(session.dataset()->root, dataset.path());
    QCOMPARE(epochs.size(), 4); // the two that were safe come again, for the chart
    QCOMPARE(session.plannedEpochs(), 4);
    QVERIFY(session.outcome().has_value());
    QCOMPARE(session.modelPath(), Session::runsFolder() / "shapes.cultivar");
    QTRY_VERIFY(!session.unfinishedRuns().offered({}).has_value());
    std::filesystem::remove(session.modelPath());
}

void SessionTest::doesNotGoOnWithoutTheDataset()
{
    auto dataset = std::make_unique<TinyDataset>();
    crash(*dataset);
    dataset.reset();
    const TinyDataset other;
    Session session;
    session.unfinishedRuns().look();
    QTRY_VERIFY(session.unfinishedRuns().offered({}).has_value());
    const UnfinishedRun run = *session.unfinishedRuns().offered({});
    QSignalSpy started(&session, &Session::trainingStarted), failed(&session, &Session::failed);
    session.continueTraining(run);
    QTRY_COMPARE(failed.size(), 1);
    session.openDataset(other.path()); // does not start what was given up
    QTRY_VERIFY(isIdle(session));
    QVERIFY(started.isEmpty());
    session.unfinishedRuns().discard(run);
    QTRY_VERIFY(!session.unfinishedRuns().offered({}).has_value());
}

int main(int argc, char* argv[])
{
    keepFreedMemory();
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    qputenv("CULTIVAR_WEIGHTS_PATH", "");
    const QCoreApplication application(argc, argv);
    SessionTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_session.moc"
