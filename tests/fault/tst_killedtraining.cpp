// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Random.h"
#include "support/Models.h"
#include "support/TinyDataset.h"
#include "support/Verify.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>
#include <QtEndian>

using namespace cultivar;

namespace {

/// How one start of the program ended.
struct Start
{
    bool isKilled = false;
    int epochsTold = 0; // on stderr: the last one
    int firstTold = 0;  // how many it had at the beginning, from before
    QByteArray out, err;
};

/// What must not depend on when a run was killed: names, types and values, without the times in the
/// description.
struct Weights
{
    QJsonObject tensors;
    QByteArray values;
    bool operator==(const Weights&) const = default;
};

Weights weightsIn(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll();
    const auto header = static_cast<qsizetype>(qFromLittleEndian<quint64>(bytes.constData()));
    Weights weights{QJsonDocument::fromJson(bytes.mid(8, header)).object(), bytes.mid(8 + header)};
    weights.tensors.remove("__metadata__");
    return weights;
}

/// The epochs without the clock's share in them.
QJsonArray epochsOf(const QByteArray& json)
{
    QJsonArray epochs;
    for (const auto& value : QJsonDocument::fromJson(json).object()["epochs"].toArray()) {
        QJsonObject epoch = value.toObject();
        epoch.remove("seconds");
        epoch.remove("images_per_second");
        epochs.append(epoch);
    }
    return epochs;
}

int killsWanted()
{
    constexpr int kUsual = 3;
    const int wanted = qEnvironmentVariableIntValue("CULTIVAR_KILLS");
    return wanted > 0 ? wanted : kUsual;
}

} // namespace

/// SIGKILL at random moments of a training, rows 1 and 8 of the fault list: each time it is started again
/// with
/// --resume, until it ends; then it must have made what an undisturbed run makes. CULTIVAR_KILLS says how
/// often.
class KilledTrainingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void endsAsAnUndisturbedRunDoes();

private:
    enum class Job { Finetuned, FromScratch };
    QStringList arguments(Job job, const QString& out) const;
    /// Kills it after @p killAfterMs; negative: never.
    static Start start(const QStringList& arguments, int killAfterMs);
    void compare(const QString& out, const QByteArray& json, Job job) const;

    QTemporaryDir m_folder;
    TinyDataset m_dataset{8};
    Weights m_weights[2];
    QJsonArray m_epochs[2];
    int m_durationMs[2] = {0, 0};
};

QStringList KilledTrainingTest::arguments(Job job, const QString& out) const
{
    const auto words = [](const char* text) { return QString::fromLatin1(text).split(u' '); };
    const QStringList arguments =
        words("train --backbone sprout --json --seed 7 --threads 1 --batch 4 --resume "
              "--duplicates-together off") +
        QStringList{toQString(m_dataset.path()), "--out", out};
    if (job == Job::FromScratch)
        return arguments + words("--from-scratch --epochs 30");
    return arguments + words("--solver adamw --epochs 12 --unfreeze 6 --finetune-epochs 16") +
           QStringList{"--weights", m_folder.filePath("m.cultivar")};
}

Start KilledTrainingTest::start(const QStringList& arguments, int killAfterMs)
{
    QProcess process;
    process.start(QStringLiteral(CULTIVAR_BINARY), arguments);
    constexpr int kTimeoutMs = 300'000;
    Start start;
    if (!process.waitForFinished(killAfterMs >= 0 ? killAfterMs : kTimeoutMs)) {
        process.kill();
        process.waitForFinished();
    }
    start.isKilled = process.exitStatus() == QProcess::CrashExit;
    start.out = process.readAllStandardOutput();
    start.err = process.readAllStandardError();
    static const QRegularExpression epochLine(QStringLiteral("^epoch (\\d+)/"));
    bool isAtWork = false;
    for (const QString& line : QString::fromUtf8(start.err).split(u'\n')) {
        isAtWork = isAtWork || line.startsWith(QLatin1String("computing features")) ||
                   line.startsWith(QLatin1String("reading images"));
        if (const auto match = epochLine.match(line); match.hasMatch()) {
            start.epochsTold = match.captured(1).toInt();
            start.firstTold = isAtWork ? start.firstTold : start.epochsTold;
        }
    }
    return start;
}

void KilledTrainingTest::initTestCase()
{
    VERIFY_RESULT(saveRandomModel(m_folder));
    for (const Job job : {Job::Finetuned, Job::FromScratch}) {
        const QString out = m_folder.filePath("whole.cultivar");
        QElapsedTimer timer;
        timer.start();
        const Start whole = start(arguments(job, out), -1);
        const auto index = static_cast<std::size_t>(job);
        m_durationMs[index] = static_cast<int>(timer.elapsed());
        m_weights[index] = weightsIn(out);
        m_epochs[index] = epochsOf(whole.out);
        QVERIFY2(m_epochs[index].size() >= 28, whole.err.constData());
        QVERIFY(!m_weights[index].values.isEmpty());
    }
    QVERIFY(!(m_weights[0] == m_weights[1]));
}

void KilledTrainingTest::endsAsAnUndisturbedRunDoes()
{
    Random random{1};
    const int wanted = killsWanted();
    int kills = 0, runs = 0, epochsLost = 0, killedInEpochs = 0;
    while (kills < wanted) {
        const Job job = runs % 2 == 0 ? Job::Finetuned : Job::FromScratch;
        const QString out = m_folder.filePath(QStringLiteral("run %1.cultivar").arg(runs));
        const int durationMs = m_durationMs[static_cast<std::size_t>(job)];
        int told = 0;
        for (bool isDone = false; !isDone;) {
            const bool mayKill = kills < wanted;
            const Start last = start(arguments(job, out),
                                     mayKill ? static_cast<int>(random.uniform(0, 1.0) * durationMs) : -1);
            if (last.epochsTold > 0 || !last.isKilled) // else it was killed before it had read the checkpoint
                QVERIFY2(last.firstTold >= told,
                         qPrintable(QStringLiteral("run %1: %2 epochs told, %3 left\n%4")
                                        .arg(runs)
                                        .arg(told)
                                        .arg(last.firstTold)
                                        .arg(QString::fromUtf8(last.err))));
            epochsLost += last.epochsTold > 0 ? std::max(0, told - last.firstTold) : 0;
            told = std::max(told, last.epochsTold);
            kills += last.isKilled;
            killedInEpochs += last.isKilled && last.epochsTold > 0;
            const bool isSaved = QFile::exists(out) && !QFile::exists(out + QStringLiteral(".checkpoint"));
            isDone = !last.isKilled || isSaved; // it may be killed when nothing is left to do
            if (!last.isKilled)
                compare(out, last.out, job);
            else if (isSaved)
                QVERIFY(weightsIn(out) == m_weights[static_cast<std::size_t>(job)]);
            if (QTest::currentTestFailed())
                return;
        }
        ++runs;
    }
    qInfo("%d kills, %d of them between the epochs, in %d runs: %d finished epochs lost", kills,
          killedInEpochs, runs, epochsLost);
}

void KilledTrainingTest::compare(const QString& out, const QByteArray& json, Job job) const
{
    const auto index = static_cast<std::size_t>(job);
    QCOMPARE(epochsOf(json), m_epochs[index]);
    QVERIFY(weightsIn(out) == m_weights[index]);
    const QStringList files =
        QDir(m_folder.path()).entryList({QFileInfo(out).fileName() + u'*'}, QDir::Files);
    QCOMPARE(files, QStringList{QFileInfo(out).fileName()}); // neither checkpoint nor lock
}

int main(int argc, char* argv[])
{
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    qputenv("CULTIVAR_WEIGHTS_PATH", "");
    const QGuiApplication application(argc, argv);
    KilledTrainingTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_killedtraining.moc"
