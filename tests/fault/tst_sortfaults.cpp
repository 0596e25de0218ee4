// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/SortPlace.h"
#include "tests/support/Verify.h"

#include <QCoreApplication>
#include <QProcess>

#include <cstdio>

using namespace cultivar;

namespace {

constexpr int kFiles = 600;

/// What the child processes do: sort all files of a folder, and print every failure as "NAME CODE".
int sortAll(const std::filesystem::path& source, const SortSettings& settings,
            const std::filesystem::path& journals)
{
    const auto plan = SortPlan::make(SortPlace::filesIn(source), SortPlace::classes(), settings);
    auto sort = plan ? FileSort::begin(*plan, journals) : tl::unexpected(plan.error());
    const auto outcome = sort.and_then([](FileSort& begun) { return begun.carryOut(); });
    if (!outcome)
        return 1;
    std::printf("%d %d\n", plan->fits(), plan->isWritable);
    for (const SkippedFile& file : outcome->failed)
        std::printf("%s %d\n", file.path.filename().c_str(), int(file.reason.code));
    return 0;
}

int undoAll(const std::filesystem::path& target, const std::filesystem::path& journals)
{
    auto sort = FileSort::latest(target, journals);
    return sort && sort->undo() ? 0 : 1;
}

} // namespace

/// Sorting into folders while things go wrong: SIGKILL in the middle, a full disk, a read-only one.
class SortFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesBeingKilled_data();
    void survivesBeingKilled();
    void survivesBeingKilledWhileUndoing();
    void reportsAFullDiskFileByFile_data();
    void reportsAFullDiskFileByFile();
    void reportsReadOnlyFolders();

private:
    /// Starts a child on @p place and kills it as soon as @p isTime.
    static void killDuring(const QString& work, const SortPlace& place, const std::function<bool()>& isTime);
    /// The lines that a child has printed, in a name space of its own, in which @p mounts were made first.
    static QStringList runMounted(const QString& mounts, const QString& work, const SortPlace& place);
    static QStringList arguments(const QString& work, const SortPlace& place);
    static int filesIn(const SortPlace& place, const char* folder)
    {
        return int(QDir(toQString(place.target(folder))).entryList(QDir::Files).size());
    }
};

QStringList SortFaultsTest::arguments(const QString& work, const SortPlace& place)
{
    return {QStringLiteral("--") + work, toQString(place.source("")), toQString(place.target()),
            toQString(place.journals())};
}

void SortFaultsTest::killDuring(const QString& work, const SortPlace& place,
                                const std::function<bool()>& isTime)
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), arguments(work, place));
    QVERIFY(child.waitForStarted());
    while (!isTime() && child.state() == QProcess::Running)
        child.waitForFinished(0);
    child.kill();
    child.waitForFinished();
}

QStringList SortFaultsTest::runMounted(const QString& mounts, const QString& work, const SortPlace& place)
{
    const QString script = mounts + QStringLiteral(" && exec \"$0\" \"$@\"");
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start("unshare",
                  QStringList{"-r", "-m", "sh", "-c", script, QCoreApplication::applicationFilePath()} +
                      arguments(work, place));
    if (!process.waitForFinished() || process.exitCode() != 0)
        return {};
    return QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
}

void SortFaultsTest::survivesBeingKilled_data()
{
    QTest::addColumn<QString>("work");
    QTest::addColumn<QString>("disk");
    QTest::newRow("move") << "move" << QString();
    QTest::newRow("copy") << "copy" << QString();
    QTest::newRow("move to another disk") << "move"
                                          << "/dev/shm";
}

void SortFaultsTest::survivesBeingKilled()
{
    QFETCH(QString, work);
    QFETCH(QString, disk);
    int cutOff = 0;
    for (const int killAt : {1, 40, 400}) {
        for (const bool isFinished : {true, false}) {
            const SortPlace place(disk);
            for (int i = 0; i < kFiles; ++i)
                place.write(QStringLiteral("%1%2.jpg").arg(i % 10 == 0 ? "e" : "o").arg(i));
            const auto before = place.content();
            killDuring(work, place, [&] { return filesIn(place, "oak") >= killAt; });
            for (FileSort sort : FileSort::unfinished(place.journals())) {
                ++cutOff;
                const auto ended = isFinished ? sort.carryOut() : sort.undo();
                VERIFY_RESULT(ended);
                QVERIFY(ended->failed.empty());
            }
            if (!isFinished) {
                if (auto sort = place.latest()) // it was quicker than the kill
                    VERIFY_RESULT(sort->undo());
                QCOMPARE(place.content(), before);
                QVERIFY(place.targetFolders().isEmpty());
                continue;
            }
            const auto after = place.content();
            QCOMPARE(int(after.size()), work == "move" ? kFiles : 2 * kFiles);
            for (const auto& [name, bytes] : before) {
                const QString file = name.section(u'/', 1);
                const QString sorted = (file.startsWith(u'o') ? "t/oak/" : "t/elm/") + file;
                QCOMPARE(after.at(sorted), bytes);
                QCOMPARE(after.contains(name), work == "copy");
            }
        }
    }
    QVERIFY(cutOff > 0);
}

void SortFaultsTest::survivesBeingKilledWhileUndoing()
{
    for (const int left : {kFiles - 1, kFiles / 2}) {
        const SortPlace place;
        for (int i = 0; i < kFiles; ++i)
            place.write(QStringLiteral("o%1.jpg").arg(i));
        const auto before = place.content();
        VERIFY_RESULT(place.sort(true));
        killDuring(QStringLiteral("undo"), place, [&] { return filesIn(place, "oak") <= left; });
        for (FileSort sort : FileSort::unfinished(place.journals()))
            VERIFY_RESULT(sort.undo());
        QCOMPARE(place.content(), before);
        QVERIFY(place.targetFolders().isEmpty());
    }
}

void SortFaultsTest::reportsAFullDiskFileByFile_data()
{
    QTest::addColumn<QString>("work");
    QTest::newRow("copy") << "copy";
    QTest::newRow("move") << "move";
}

void SortFaultsTest::reportsAFullDiskFileByFile()
{
    QFETCH(QString, work);
    const SortPlace place;
    for (int i = 0; i < 6; ++i)
        place.write(QStringLiteral("o%1.jpg").arg(i), QByteArray(i == 2 ? 1 : 40'000, 'x'));
    const auto before = place.content();
    // A disk of 64 kB has room for one large picture, the tiny one, and the folders.
    const QString mount = QStringLiteral("mount -t tmpfs -o size=64k none \"$3\"");
    const QString full = QString::number(int(ErrorCode::DiskFull));
    const QStringList lines = runMounted(mount, work, place);
    if (lines.isEmpty())
        QSKIP("needs the right to mount a small disk");
    QCOMPARE(lines[0], QStringLiteral("0 1")); // the plan knows that they do not fit
    QVERIFY(lines.size() >= 4 && lines.size() <= 6);
    for (const QString& line : lines.mid(1)) {
        QVERIFY2(line.endsWith(u' ' + full), qPrintable(line));
        QVERIFY2(!line.startsWith("o2"), qPrintable(line)); // it came after a failure, and was placed
    }
    // The disk is gone with the name space; what could not be placed is where it was.
    for (const QString& line : lines.mid(1)) {
        const QString name = "s/" + line.section(u' ', 0, 0);
        QCOMPARE(place.content().at(name), before.at(name));
    }
    if (work == "copy")
        QCOMPARE(place.content(), before);
}

void SortFaultsTest::reportsReadOnlyFolders()
{
    const SortPlace place;
    for (const char* name : {"e1.jpg", "o1.jpg", "o2.jpg"})
        place.write(name);
    place.writeTarget("oak/mine.jpg", "mine");
    const QString denied = QString::number(int(ErrorCode::PermissionDenied));
    for (const QString work : {"copy", "move"}) {
        const auto before = place.content();
        QStringList lines = runMounted(
            QStringLiteral("mount --bind \"$3\" \"$3\" && mount -o remount,bind,ro \"$3\""), work, place);
        if (lines.isEmpty())
            QSKIP("needs the right to mount");
        QCOMPARE(lines, (QStringList{"1 0", "e1.jpg " + denied, "o1.jpg " + denied, "o2.jpg " + denied}));
        QCOMPARE(place.content(), before);
        // One folder of them: the others are sorted.
        lines = runMounted(QStringLiteral("mount --bind \"$3/oak\" \"$3/oak\" && "
                                          "mount -o remount,bind,ro \"$3/oak\""),
                           work, place);
        QCOMPARE(lines, (QStringList{"1 1", "o1.jpg " + denied, "o2.jpg " + denied}));
        QVERIFY(place.names().contains("t/elm/e1.jpg"));
        VERIFY_RESULT(place.latest()->undo());
        QCOMPARE(place.content(), before);
    }
    // Files that cannot leave their folder are not doubled on another disk.
    const auto before = place.content();
    const QStringList lines =
        runMounted(QStringLiteral("mount -t tmpfs none \"$3\" && mount --bind \"$2\" \"$2\" && "
                                  "mount -o remount,bind,ro \"$2\""),
                   QStringLiteral("move"), place);
    QCOMPARE(lines, (QStringList{"1 1", "e1.jpg " + denied, "o1.jpg " + denied, "o2.jpg " + denied}));
    QCOMPARE(place.content(), before);
}

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    if (argc == 5 && QByteArray(argv[1]) == "--undo")
        return undoAll(argv[3], argv[4]);
    if (argc == 5) {
        SortSettings settings;
        settings.target = argv[3];
        settings.isMove = QByteArray(argv[1]) == "--move";
        return sortAll(argv[2], settings, argv[4]);
    }
    SortFaultsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sortfaults.moc"
