// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/AtomicFile.h"
#include "core/base/Paths.h"
#include "support/TinyDataset.h"

#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace cultivar;

namespace {

/// $1: a folder for a small disk, $2: the program, $3: the dataset, $4: a folder for what is to be kept. The
/// disk is filled so that the first checkpoint finds no room, and emptied once the training says that it
/// waits.
constexpr auto kScript = R"(
mount -t tmpfs -o size=40m none "$1" || exit 1
head -c 32M /dev/zero > "$1/filler"
"$2" train "$3" --out "$1/out.cultivar" --backbone sprout --from-scratch --epochs 3 --threads 1 --json \
    > "$4/out.json" 2> "$4/err" &
until grep -q "the training waits" "$4/err"; do
    kill -0 $! 2> /dev/null || exit 1
    sleep 0.1
done
ls "$1" > "$4/while-full"
rm "$1/filler"
wait $! || exit 1
ls "$1" > "$4/afterwards"
)";

} // namespace

/// Rows 3 and 4 of the fault list: a disk that is full when something is to be kept.
class FullDiskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void trainingWaitsForSpace();
    void savingNamesTheReason();

private:
    QByteArray kept(const char* name) const
    {
        QFile file(m_kept.filePath(QLatin1String(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// The script's exit code, in a name space of its own, where mounting is allowed.
    int run(const QString& script, const QStringList& arguments) const
    {
        constexpr int kTimeoutMs = 240'000;
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start("unshare", QStringList{"-r", "-m", "sh", "-c", script, "sh"} + arguments);
        return process.waitForFinished(kTimeoutMs) ? process.exitCode() : -1;
    }

    QTemporaryDir m_disk, m_kept;
};

void FullDiskTest::initTestCase()
{
    if (run(QStringLiteral("mount -t tmpfs none \"$1\""), {m_disk.path()}) != 0)
        QSKIP("needs the right to mount a small disk");
}

void FullDiskTest::trainingWaitsForSpace()
{
    const TinyDataset dataset(8);
    const int code = run(kScript, {m_disk.path(), CULTIVAR_BINARY, toQString(dataset.path()), m_kept.path()});
    QVERIFY2(code == 0, kept("err").constData());
    QVERIFY2(kept("err").contains(m_disk.path().toUtf8()), kept("err").constData());
    QVERIFY(!kept("while-full").contains("checkpoint\n")); // nothing half-written
    QCOMPARE(kept("afterwards"), QByteArray("out.cultivar\n"));
    QCOMPARE(QJsonDocument::fromJson(kept("out.json")).object()["epochs"].toArray().size(), 3);
}

/// In a child process, since the name space must be entered before there are threads.
void FullDiskTest::savingNamesTheReason()
{
    const QString script =
        QStringLiteral("mount -t tmpfs -o size=64k none \"$1\" && exec \"$2\" save \"$1\"");
    const int code = run(script, {m_disk.path(), QCoreApplication::applicationFilePath()});
    QCOMPARE(code, 0);
}

namespace {

/// What savingNamesTheReason() runs on a disk of 64 kB: every size, over an older file.
int saveOnASmallDisk(const std::filesystem::path& folder)
{
    const std::filesystem::path file = folder / "file";
    constexpr int kOldBytes = 1000;
    for (int bytes = 1; bytes <= 120'000; bytes += 1999) {
        if (!AtomicFile::replace(file, QByteArray(kOldBytes, 'a')))
            return 1;
        const auto saved = AtomicFile::replace(file, QByteArray(bytes, 'b'));
        QFile read(toQString(file));
        if (!read.open(QIODevice::ReadOnly))
            return 2;
        const QByteArray now = read.readAll();
        if (saved ? now != QByteArray(bytes, 'b') : now != QByteArray(kOldBytes, 'a'))
            return 3;
        if (!saved && saved.error().code != ErrorCode::DiskFull)
            return 4;
        if (saved && bytes > 64 * 1024)
            return 5;
    }
    return 0;
}

} // namespace

int main(int argc, char* argv[])
{
    if (argc == 3 && QByteArray(argv[1]) == "save")
        return saveOnASmallDisk(argv[2]);
    const QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    const QGuiApplication application(argc, argv);
    FullDiskTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_fulldisk.moc"
