// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FolderScanner.h"
#include "core/train/Checkpoint_p.h"
#include "core/train/UnfinishedRun.h"
#include "data/Pictures.h"
#include "support/Crash.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QGuiApplication>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace cultivar;

/// What is found in the runs folder after a crash.
class UnfinishedRunTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void findsWhatACrashHasCutOff();
    void leavesRunsThatAreGoingOnAlone();
    void takesOverTheLockOfADeadProcess();
    void latestComesFirst();
    void clearsUpWhatIsOfNoUse();
    void passesOverDamagedOnes();
    void discards();

private:
    std::filesystem::path crash(const char* name, int epochs = 2) const;
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files, QDir::Name); }
    std::vector<UnfinishedRun> found() const { return UnfinishedRun::findIn(toPath(m_folder->path())); }

    std::unique_ptr<QTemporaryDir> m_folder;
    TinyDataset m_pictures;
    Dataset m_dataset;
};

void UnfinishedRunTest::initTestCase()
{
    const auto dataset = FolderScanner::scan(m_pictures.path());
    VERIFY_RESULT(dataset);
    m_dataset = *dataset;
}

void UnfinishedRunTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

/// A run of four epochs that ends after @p epochs. The checkpoint's path.
std::filesystem::path UnfinishedRunTest::crash(const char* name, int epochs) const
{
    TrainingConfig config;
    config.output = toPath(m_folder->filePath(QLatin1String(name) + QStringLiteral(".cultivar")));
    config.checkpoint = std::filesystem::path(config.output) += ".checkpoint";
    config.isFromScratch = true;
    config.epochs = 4;
    config.seed = 5;
    config.threads = 1;
    Crash crash(epochs);
    if (Trainer::run(config, m_dataset, {}, &crash))
        qFatal("the run was to crash");
    return config.checkpoint;
}

void UnfinishedRunTest::findsWhatACrashHasCutOff()
{
    crash("shapes");
    const auto runs = found();
    QCOMPARE(runs.size(), std::size_t(1));
    const UnfinishedRun& run = runs.front();
    QCOMPARE(run.dataset, m_dataset.root);
    QCOMPARE(run.history.epochs().size(), std::size_t(2));
    QCOMPARE(run.config.totalEpochs(), 4);
    const auto finished = Trainer::run(run.config, m_dataset);
    VERIFY_RESULT(finished);
    QCOMPARE(finished->history.epochs().size(), std::size_t(4));
    QCOMPARE(finished->history.epochs()[1].trainLoss, run.history.epochs()[1].trainLoss);
    QVERIFY(found().empty());
    QCOMPARE(files(), QStringList{QStringLiteral("shapes.cultivar")});
}

void UnfinishedRunTest::leavesRunsThatAreGoingOnAlone()
{
    const CheckpointFile checkpoint(crash("shapes"));
    {
        const auto lock = checkpoint.lock();
        VERIFY_RESULT(lock);
        QVERIFY(found().empty());
        QCOMPARE(files().size(), 3); // two generations and the lock
    }
    QCOMPARE(found().size(), std::size_t(1));
}

void UnfinishedRunTest::takesOverTheLockOfADeadProcess()
{
    const std::filesystem::path path = crash("shapes");
    const pid_t child = fork();
    if (child == 0) {
        const auto lock = CheckpointFile(path).lock();
        kill(getpid(), SIGKILL);
    }
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    QVERIFY(files().contains(QStringLiteral("shapes.cultivar.checkpoint.lock")));
    QCOMPARE(found().size(), std::size_t(1));
    QVERIFY(!files().contains(QStringLiteral("shapes.cultivar.checkpoint.lock")));
}

void UnfinishedRunTest::latestComesFirst()
{
    const auto older = crash("b"), newer = crash("a", 1), oldest = crash("c", 3);
    const auto now = std::filesystem::file_time_type::clock::now();
    std::filesystem::last_write_time(newer, now);
    std::filesystem::last_write_time(older, now - std::chrono::hours(1));
    std::filesystem::last_write_time(oldest, now - std::chrono::hours(2));
    std::vector<std::size_t> epochs;
    for (const UnfinishedRun& run : found())
        epochs.push_back(run.history.epochs().size());
    QCOMPARE(epochs, (std::vector<std::size_t>{1, 2, 3}));
}

void UnfinishedRunTest::clearsUpWhatIsOfNoUse()
{
    crash("finished"); // killed between saving the model and removing the checkpoint
    for (const char* name : {"finished.cultivar", "cut.cultivar.kXwQbz", "cut.cultivar.checkpoint.AbQrCd",
                             "notes.txt", "other.cultivar.backup"})
        QVERIFY(writeFile(m_folder->filePath(QLatin1String(name)), "x"));
    QVERIFY(found().empty());
    QCOMPARE(files(), (QStringList{QStringLiteral("finished.cultivar"), QStringLiteral("notes.txt"),
                                   QStringLiteral("other.cultivar.backup")}));
}

void UnfinishedRunTest::passesOverDamagedOnes()
{
    const QString path = toQString(crash("shapes"));
    QVERIFY(writeFile(path, readFile(path).left(100)));
    QCOMPARE(found().at(0).history.epochs().size(), std::size_t(1)); // the generation before
    QVERIFY(writeFile(path + QStringLiteral(".previous"), "x"));
    QVERIFY(found().empty());
}

void UnfinishedRunTest::discards()
{
    const CheckpointFile checkpoint(crash("shapes"));
    const UnfinishedRun run = found().at(0);
    {
        const auto lock = checkpoint.lock();
        QCOMPARE(run.discard().error().code, ErrorCode::InUse);
    }
    QVERIFY(checkpoint.exists());
    VERIFY_RESULT(run.discard());
    QVERIFY(files().isEmpty());
    QVERIFY(found().empty());
}

int main(int argc, char* argv[])
{
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    const QGuiApplication application(argc, argv);
    UnfinishedRunTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_unfinishedrun.moc"
