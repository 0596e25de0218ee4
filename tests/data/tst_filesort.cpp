// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FileSort.h"
#include "core/data/FolderNames.h"
#include "tests/support/SortPlace.h"
#include "tests/support/Verify.h"

#include <QCryptographicHash>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace cultivar;

namespace {

using Fate = SortEntry::Fate;

/// The names below the target that a plan gives, "–" for what does not go anywhere.
QStringList targetsOf(const SortPlan& plan)
{
    QStringList names;
    for (const SortEntry& entry : plan.entries)
        names << (entry.fate == Fate::Placed ? displayPath(entry.to.lexically_relative(plan.settings.target))
                                             : QStringLiteral("–"));
    return names;
}

bool isAllDone(const Result<FileSort::Outcome>& outcome, std::size_t files)
{
    return outcome && outcome->failed.empty() && !outcome->isCancelled && outcome->done == files;
}

struct timespec modified(const std::filesystem::path& file)
{
    struct stat state = {};
    ::stat(file.c_str(), &state);
    return state.st_mtim;
}

} // namespace

class FileSortTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plansWithoutTouchingAnything();
    void keepsTheUnsureApart();
    void makesFolderNamesSafe_data();
    void makesFolderNamesSafe();
    void keepsFoldersOfClassesApart();
    void movesAndTakesBack();
    void copiesAndTakesBack();
    void neverReplacesAFile();
    void makesNoSecondCopy();
    void reportsFileByFile();
    void keepsACopyThatIsNotOneAnyMore();
    void tellsWhatCannotBeTakenBackAndTriesAgain();
    void stopsBetweenTwoFiles();
    void undoesTheLatestFirst();
    void finishesWhatWasCutOff_data();
    void finishesWhatWasCutOff();
    void undoesWhatWasCutOff_data();
    void undoesWhatWasCutOff();
    void refusesToSortOverAnUnfinishedOne();
    void letsOneProgramSort();
    void waitsForTheDiskThatIsNotThere();
    void movesToAnotherDisk();
    void takesNamesOfAnyBytes();
    void neverMovesLinks();
    void refusesATargetThatIsAFile();
};

void FileSortTest::plansWithoutTouchingAnything()
{
    const SortPlace place;
    for (const char* name : {"o1.jpg", "o2.jpg", "e1.jpg"})
        place.write(name);
    place.writeTarget("oak/o2.jpg", "another");
    const auto before = place.content();
    auto files = place.files();
    files.push_back(files.front()); // named twice
    files.push_back({place.source("gone.jpg"), 0, 0.9, false});
    const auto plan = SortPlan::make(files, place.classes(), place.settings(false));
    VERIFY_RESULT(plan);
    QCOMPARE(targetsOf(*plan), (QStringList{"elm/e1.jpg", "oak/o1.jpg", "oak/o2 (2).jpg", "–"}));
    QCOMPARE(plan->totals.placed, std::size_t(3));
    QCOMPARE(plan->totals.renamed, std::size_t(1));
    QCOMPARE(plan->totals.failed, std::size_t(1));
    QCOMPARE(plan->totals.bytes, std::uint64_t(18));
    QCOMPARE(plan->entries.back().error, ErrorCode::FileNotFound);
    QVERIFY(plan->freeBytes > 0 && plan->fits() && plan->isWritable);
    const auto moving = place.plan(true);
    VERIFY_RESULT(moving);
    QCOMPARE(moving->totals.bytes, std::uint64_t(0)); // the same disk
    QCOMPARE(place.content(), before);
    QCOMPARE(place.targetFolders(), QStringList{"oak"});
}

void FileSortTest::keepsTheUnsureApart()
{
    const SortPlace place;
    for (const char* name : {"o1.jpg", "o2.jpg", "o3.jpg"})
        place.write(name);
    auto files = place.files();
    files[0].probability = 0.6;
    files[1].isUnlike = true;
    SortSettings settings = place.settings(true);
    settings.minConfidence = 0.7;
    auto plan = SortPlan::make(files, place.classes(), settings);
    VERIFY_RESULT(plan);
    QCOMPARE(targetsOf(*plan), (QStringList{"unsure/o1.jpg", "unsure/o2.jpg", "oak/o3.jpg"}));
    settings.unsure = SortSettings::Unsure::Stay;
    plan = SortPlan::make(files, place.classes(), settings);
    QCOMPARE(targetsOf(*plan), (QStringList{"–", "–", "oak/o3.jpg"}));
    QCOMPARE(plan->totals.staying, std::size_t(2));
    settings.minConfidence = 0.6; // as probable as asked for is enough
    plan = SortPlan::make(files, place.classes(), settings);
    QCOMPARE(targetsOf(*plan), (QStringList{"oak/o1.jpg", "–", "oak/o3.jpg"}));
}

void FileSortTest::makesFolderNamesSafe_data()
{
    QTest::addColumn<QString>("className");
    QTest::addColumn<QString>("folder");
    QTest::newRow("plain") << "Red oak (Quercus)"
                           << "Red oak (Quercus)";
    QTest::newRow("umlaut") << "Ästchen"
                            << "Ästchen";
    QTest::newRow("slash") << "and/or"
                           << "and_or";
    QTest::newRow("way out") << ".."
                             << "_";
    QTest::newRow("way out, deeper") << "../../etc"
                                     << "_.._.._etc";
    QTest::newRow("hidden") << ".oak"
                            << "_.oak";
    QTest::newRow("empty") << ""
                           << "_";
    QTest::newRow("blank") << "  "
                           << "_";
    QTest::newRow("Windows' characters") << "a<b>:c|d?*\"\\"
                                         << "a_b__c_d____";
    QTest::newRow("line feed") << "a\nb"
                               << "a_b";
    QTest::newRow("dots at the end") << "oak.. "
                                     << "oak";
    QTest::newRow("device") << "con"
                            << "_con";
    QTest::newRow("device with a dot") << "LPT1.x"
                                       << "_LPT1.x";
    QTest::newRow("no device") << "contest"
                               << "contest";
    QTest::newRow("long") << QString(300, u'ä') << QString(100, u'ä');
}

void FileSortTest::makesFolderNamesSafe()
{
    QFETCH(QString, className);
    QFETCH(QString, folder);
    QCOMPARE(QString::fromStdString(safeFolderName(className)), folder);
}

void FileSortTest::keepsFoldersOfClassesApart()
{
    QCOMPARE(SortPlan::folderNames({"a/b", "a_b", "Oak", "oak", "Unsure"}),
             (std::vector<std::string>{"a_b", "a_b (2)", "Oak", "oak (2)", "Unsure", "unsure (2)"}));
}

void FileSortTest::movesAndTakesBack()
{
    const SortPlace place;
    for (const char* name : {"o1.jpg", "o2.jpg", "e1.jpg"})
        place.write(name);
    place.writeTarget("oak/mine.jpg", "mine");
    const auto before = place.content();
    QVERIFY(isAllDone(place.sort(true), 3));
    QCOMPARE(place.names(), (QStringList{"t/elm/e1.jpg", "t/oak/mine.jpg", "t/oak/o1.jpg", "t/oak/o2.jpg"}));
    QVERIFY(!place.latest()->isUnfinished());
    QVERIFY(FileSort::unfinished(place.journals()).empty());
    QVERIFY(isAllDone(place.latest()->undo(), 3));
    QCOMPARE(place.content(), before);
    QCOMPARE(place.targetFolders(), QStringList{"oak"}); // "elm" was of the sort's making
    QVERIFY(!place.latest());
}

void FileSortTest::copiesAndTakesBack()
{
    const SortPlace place;
    for (const char* name : {"o1.jpg", "e1.jpg"})
        place.write(name);
    ::chmod(place.source("o1.jpg").c_str(), 0400);
    const timespec times[] = {{1'000'000'000, 0}, {1'000'000'000, 123'000'000}};
    ::utimensat(AT_FDCWD, place.source("o1.jpg").c_str(), times, 0);
    const auto before = place.content();
    QVERIFY(isAllDone(place.sort(false), 2));
    QCOMPARE(place.names(), (QStringList{"s/e1.jpg", "s/o1.jpg", "t/elm/e1.jpg", "t/oak/o1.jpg"}));
    QCOMPARE(place.content()["t/oak/o1.jpg"], QByteArray("o1.jpg"));
    QCOMPARE(modified(place.target("oak/o1.jpg")).tv_sec, 1'000'000'000);
    QCOMPARE(modified(place.target("oak/o1.jpg")).tv_nsec, 123'000'000);
    QVERIFY(isAllDone(place.latest()->undo(), 2));
    QCOMPARE(place.content(), before);
    QVERIFY(place.targetFolders().isEmpty());
}

void FileSortTest::neverReplacesAFile()
{
    for (const bool isMove : {false, true}) {
        const SortPlace place;
        place.write("o1.jpg", "first");
        place.write("o/o1.jpg", "second");
        place.writeTarget("oak/o1.jpg", "third");
        const std::vector<ClassifiedFile> files{{place.source("o1.jpg"), 0, 1.0, false},
                                                {place.source("o/o1.jpg"), 0, 1.0, false}};
        const auto plan = SortPlan::make(files, place.classes(), place.settings(isMove));
        VERIFY_RESULT(plan);
        QCOMPARE(targetsOf(*plan), (QStringList{"oak/o1 (2).jpg", "oak/o1 (3).jpg"}));
        auto sort = FileSort::begin(*plan, place.journals());
        VERIFY_RESULT(sort);
        place.writeTarget("oak/o1 (3).jpg", "somebody else's, since the plan");
        const auto outcome = sort->carryOut();
        VERIFY_RESULT(outcome);
        QCOMPARE(outcome->done, std::size_t(1));
        QCOMPARE(outcome->failed.size(), std::size_t(1));
        QCOMPARE(outcome->failed.front().path, files[1].path);
        QCOMPARE(outcome->failed.front().reason.code, ErrorCode::NameTaken);
        const auto content = place.content();
        QCOMPARE(content.at("t/oak/o1.jpg"), QByteArray("third"));
        QCOMPARE(content.at("t/oak/o1 (2).jpg"), QByteArray("first"));
        QCOMPARE(content.at("t/oak/o1 (3).jpg"), QByteArray("somebody else's, since the plan"));
        QCOMPARE(content.at("s/o/o1.jpg"), QByteArray("second"));
    }
}

void FileSortTest::makesNoSecondCopy()
{
    const SortPlace place;
    for (const char* name : {"o1.jpg", "e1.jpg"})
        place.write(name);
    place.writeTarget("oak/o1.jpg", "another"); // so that the copy is "o1 (2)"
    QVERIFY(isAllDone(place.sort(false), 2));
    const auto content = place.content();
    const auto again = place.plan(false);
    VERIFY_RESULT(again);
    QCOMPARE(again->totals.there, std::size_t(2));
    QCOMPARE(again->totals.placed, std::size_t(0));
    QVERIFY(isAllDone(place.sort(false), 0));
    QCOMPARE(place.content(), content);
    QVERIFY(isAllDone(place.latest()->undo(), 2)); // the first one's
    // Sorting what is sorted already moves nothing either.
    QVERIFY(isAllDone(place.sort(true), 2));
    const auto sorted =
        SortPlan::make(SortPlace::filesIn(place.target("oak")), place.classes(), place.settings(true));
    VERIFY_RESULT(sorted);
    QCOMPARE(sorted->totals.there, std::size_t(2));
}

void FileSortTest::reportsFileByFile()
{
    for (const bool isMove : {false, true}) {
        const SortPlace place;
        for (const char* name : {"e1.jpg", "o1.jpg", "o2.jpg", "o3.jpg"})
            place.write(name);
        const auto plan = place.plan(isMove);
        VERIFY_RESULT(plan);
        std::filesystem::remove(place.source("o2.jpg"));
        place.writeTarget("elm", "a file, where a folder is to be");
        auto sort = FileSort::begin(*plan, place.journals());
        VERIFY_RESULT(sort);
        const auto outcome = sort->carryOut();
        VERIFY_RESULT(outcome);
        QCOMPARE(outcome->done, std::size_t(2));
        QCOMPARE(outcome->failed.size(), std::size_t(2));
        QCOMPARE(outcome->failed[0].path, place.source("e1.jpg"));
        QCOMPARE(outcome->failed[0].reason.code, ErrorCode::NotAFolder);
        QCOMPARE(outcome->failed[1].path, place.source("o2.jpg"));
        QCOMPARE(outcome->failed[1].reason.code, ErrorCode::FileNotFound);
        QVERIFY(isAllDone(place.latest()->undo(), 2));
        QCOMPARE(place.names(), (QStringList{"s/e1.jpg", "s/o1.jpg", "s/o3.jpg", "t/elm"}));
    }
}

void FileSortTest::keepsACopyThatIsNotOneAnyMore()
{
    const SortPlace place;
    for (const char* name : {"o1.jpg", "o2.jpg", "o3.jpg"})
        place.write(name);
    QVERIFY(isAllDone(place.sort(false), 3));
    place.writeTarget("oak/o1.jpg", "O1.jpg"); // touched up, and as long as before
    std::filesystem::remove(place.source("o2.jpg"));
    const auto undone = place.latest()->undo();
    VERIFY_RESULT(undone);
    QCOMPARE(undone->done, std::size_t(1));
    QCOMPARE(undone->failed.size(), std::size_t(2));
    QCOMPARE(undone->failed[0].reason.code, ErrorCode::FileNotFound);
    QCOMPARE(undone->failed[0].reason.path, place.source("o2.jpg"));
    QCOMPARE(undone->failed[1].reason.code, ErrorCode::ChangedSince);
    QCOMPARE(place.names(), (QStringList{"s/o1.jpg", "s/o3.jpg", "t/oak/o1.jpg", "t/oak/o2.jpg"}));
    QVERIFY(!place.latest()); // it would not be otherwise the next time
}

void FileSortTest::tellsWhatCannotBeTakenBackAndTriesAgain()
{
    const SortPlace place;
    for (const char* name : {"o1.jpg", "o2.jpg"})
        place.write(name);
    QVERIFY(isAllDone(place.sort(true), 2));
    place.write("o1.jpg", "a new one with the old name");
    auto undone = place.latest()->undo();
    VERIFY_RESULT(undone);
    QCOMPARE(undone->failed.size(), std::size_t(1));
    QCOMPARE(undone->failed[0].reason.code, ErrorCode::NameTaken);
    QCOMPARE(place.names(), (QStringList{"s/o1.jpg", "s/o2.jpg", "t/oak/o1.jpg"}));
    std::filesystem::remove(place.source("o1.jpg"));
    QVERIFY(isAllDone(place.latest()->undo(), 1));
    QCOMPARE(place.content()["s/o1.jpg"], QByteArray("o1.jpg"));
    QVERIFY(place.targetFolders().isEmpty());
}

void FileSortTest::stopsBetweenTwoFiles()
{
    const SortPlace place;
    for (int i = 0; i < 10; ++i)
        place.write(QStringLiteral("o%1.jpg").arg(i));
    const auto before = place.content();
    auto sort = FileSort::begin(*place.plan(true), place.journals());
    VERIFY_RESULT(sort);
    CancelToken cancel;
    const auto outcome = sort->carryOut(cancel, [&](std::size_t done, std::size_t) {
        if (done == 4)
            cancel.cancel();
    });
    VERIFY_RESULT(outcome);
    QVERIFY(outcome->isCancelled);
    QCOMPARE(outcome->done, std::size_t(4));
    QVERIFY(outcome->failed.empty());
    QVERIFY(FileSort::unfinished(place.journals()).empty()); // by the user's own wish
    CancelToken cancelUndo;
    const auto undone = place.latest()->undo(cancelUndo, [&](std::size_t done, std::size_t) {
        if (done == 1)
            cancelUndo.cancel();
    });
    VERIFY_RESULT(undone);
    QCOMPARE(undone->done, std::size_t(1));
    QVERIFY(isAllDone(place.latest()->undo(), 3));
    QCOMPARE(place.content(), before);
}

void FileSortTest::undoesTheLatestFirst()
{
    const SortPlace place;
    place.write("o1.jpg");
    const auto before = place.content();
    QVERIFY(isAllDone(place.sort(true), 1));
    place.write("e1.jpg");
    const auto between = place.content();
    QVERIFY(isAllDone(place.sort(true), 1));
    QVERIFY(isAllDone(place.latest()->undo(), 1));
    QCOMPARE(place.content(), between);
    QVERIFY(isAllDone(place.latest()->undo(), 1));
    std::filesystem::remove(place.source("e1.jpg"));
    QCOMPARE(place.content(), before);
}

void FileSortTest::finishesWhatWasCutOff_data()
{
    QTest::addColumn<bool>("isMove");
    QTest::newRow("move") << true;
    QTest::newRow("copy") << false;
}

namespace {

/// What a killed program may leave of four files: one placed, one of which both places have a copy (between
/// two disks), one half written, one not begun.
void leaveHalfDone(const SortPlace& place, bool isMove)
{
    for (const char* name : {"o1.jpg", "o2.jpg", "o3.jpg", "o4.jpg"})
        place.write(name);
    VERIFY_RESULT(FileSort::begin(*place.plan(isMove), place.journals()));
    std::filesystem::create_directories(place.target("oak"));
    if (isMove)
        std::filesystem::rename(place.source("o1.jpg"), place.target("oak/o1.jpg"));
    for (const char* name : {"o1.jpg", "o2.jpg"}) {
        const auto to = place.target("oak") / name;
        if (std::filesystem::exists(to))
            continue;
        std::filesystem::copy_file(place.source(name), to);
        const timespec times[] = {{0, UTIME_OMIT}, modified(place.source(name))};
        ::utimensat(AT_FDCWD, to.c_str(), times, 0);
    }
    QFile part(toQString(place.target("oak")) + "/.cultivar-" +
               QCryptographicHash::hash("o3.jpg", QCryptographicHash::Sha1).toHex().first(16) + ".part");
    QVERIFY(part.open(QIODevice::WriteOnly) && part.write("o3") == 2);
}

} // namespace

void FileSortTest::finishesWhatWasCutOff()
{
    QFETCH(bool, isMove);
    const SortPlace place;
    leaveHalfDone(place, isMove);
    const auto found = FileSort::unfinished(place.journals());
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found[0].target(), place.target());
    QCOMPARE(found[0].size(), std::size_t(4));
    QVERIFY(isAllDone(FileSort(found[0]).carryOut(), 4));
    QStringList expected{"t/oak/o1.jpg", "t/oak/o2.jpg", "t/oak/o3.jpg", "t/oak/o4.jpg"};
    if (!isMove)
        expected = QStringList{"s/o1.jpg", "s/o2.jpg", "s/o3.jpg", "s/o4.jpg"} + expected;
    QCOMPARE(place.names(), expected);
    for (const auto& [name, bytes] : place.content())
        QCOMPARE(bytes, name.section(u'/', -1).toUtf8());
    QVERIFY(FileSort::unfinished(place.journals()).empty());
}

void FileSortTest::undoesWhatWasCutOff_data()
{
    finishesWhatWasCutOff_data();
}

void FileSortTest::undoesWhatWasCutOff()
{
    QFETCH(bool, isMove);
    const SortPlace place;
    leaveHalfDone(place, isMove);
    QVERIFY(isAllDone(place.latest()->undo(), 4));
    QCOMPARE(place.names(), (QStringList{"s/o1.jpg", "s/o2.jpg", "s/o3.jpg", "s/o4.jpg"}));
    QVERIFY(place.targetFolders().isEmpty());
    QVERIFY(FileSort::unfinished(place.journals()).empty());
}

void FileSortTest::refusesToSortOverAnUnfinishedOne()
{
    const SortPlace place;
    leaveHalfDone(place, true);
    const auto sort = FileSort::begin(*place.plan(true), place.journals());
    QVERIFY(!sort);
    QCOMPARE(sort.error().code, ErrorCode::UnfinishedSort);
}

void FileSortTest::letsOneProgramSort()
{
    const SortPlace place;
    place.write("o1.jpg");
    const auto plan = place.plan(true);
    auto sort = FileSort::begin(*plan, place.journals());
    VERIFY_RESULT(sort);
    QVERIFY(FileSort::unfinished(place.journals()).empty()); // it is under way
    QCOMPARE(place.latest()->undo().error().code, ErrorCode::InUse);
    QCOMPARE(FileSort::begin(*plan, place.journals()).error().code, ErrorCode::InUse);
    auto other = place.latest();
    QVERIFY(isAllDone(sort->carryOut(), 1));
    QVERIFY(isAllDone(place.latest()->undo(), 1));
    QVERIFY(isAllDone(other->undo(), 0)); // knows by then that it is undone
    QCOMPARE(place.names(), QStringList{"s/o1.jpg"});
}

void FileSortTest::waitsForTheDiskThatIsNotThere()
{
    for (const bool isMove : {false, true}) {
        const SortPlace place;
        place.write("o1.jpg");
        const auto before = place.content();
        QVERIFY(isAllDone(place.sort(isMove), 1));
        const auto away = std::filesystem::path(place.target()) += "-unplugged";
        std::filesystem::rename(place.target(), away);
        QCOMPARE(place.latest()->undo().error().code, ErrorCode::FileNotFound);
        std::filesystem::rename(away, place.target());
        QVERIFY(isAllDone(place.latest()->undo(), 1));
        QCOMPARE(place.content(), before);
    }
    // A target that was never made is no such disk.
    const SortPlace place;
    place.write("o1.jpg");
    SortSettings settings = place.settings(true);
    settings.target = place.target("made");
    const auto plan = SortPlan::make(place.files(), place.classes(), settings);
    VERIFY_RESULT(FileSort::begin(*plan, place.journals()));
    QVERIFY(isAllDone(FileSort::latest(settings.target, place.journals())->undo(), 1));
}

void FileSortTest::movesToAnotherDisk()
{
    const SortPlace place(QStringLiteral("/dev/shm"));
    place.write("o1.jpg");
    place.write("o2.jpg", QByteArray(5'000'000, 'x'));
    struct stat source, target;
    if (::stat(place.source("o1.jpg").c_str(), &source) != 0 ||
        ::stat(place.target().c_str(), &target) != 0 || source.st_dev == target.st_dev)
        QSKIP("needs two disks");
    const auto before = place.content();
    const timespec time = modified(place.source("o1.jpg"));
    QCOMPARE(place.plan(true)->totals.bytes, std::uint64_t(5'000'006));
    QVERIFY(isAllDone(place.sort(true), 2));
    QCOMPARE(place.names(), (QStringList{"t/oak/o1.jpg", "t/oak/o2.jpg"}));
    QCOMPARE(place.content()["t/oak/o2.jpg"], before.at("s/o2.jpg"));
    QCOMPARE(modified(place.target("oak/o1.jpg")).tv_nsec, time.tv_nsec);
    QVERIFY(isAllDone(place.latest()->undo(), 2));
    QCOMPARE(place.content(), before);
    QCOMPARE(modified(place.source("o1.jpg")).tv_nsec, time.tv_nsec);
    QVERIFY(place.targetFolders().isEmpty());
}

void FileSortTest::takesNamesOfAnyBytes()
{
    for (const bool isMove : {false, true}) {
        const SortPlace place;
        const auto file = place.source("") / "o\xff\xfe \"50%\"\n.jpg";
        FILE* handle = std::fopen(file.c_str(), "wb");
        std::fputs("bytes", handle);
        std::fclose(handle);
        QVERIFY(isAllDone(place.sort(isMove), 1));
        const auto placed = place.target("oak") / file.filename();
        QVERIFY(std::filesystem::exists(placed));
        QCOMPARE(std::filesystem::exists(file), !isMove);
        QVERIFY(isAllDone(place.latest()->undo(), 1));
        QVERIFY(std::filesystem::exists(file) && !std::filesystem::exists(placed));
        std::filesystem::remove(file); // Qt could not
    }
}

void FileSortTest::neverMovesLinks()
{
    const SortPlace place;
    place.write("deep/real.jpg", "real");
    std::filesystem::create_symlink("deep/real.jpg", place.source("o1.jpg"));
    const std::vector<ClassifiedFile> files{{place.source("o1.jpg"), 0, 1.0, false}};
    const auto moved = SortPlan::make(files, place.classes(), place.settings(true));
    QCOMPARE(moved->totals.failed, std::size_t(1));
    QCOMPARE(moved->entries[0].error, ErrorCode::NotARegularFile);
    const auto copied = SortPlan::make(files, place.classes(), place.settings(false));
    auto sort = FileSort::begin(*copied, place.journals());
    VERIFY_RESULT(sort);
    QVERIFY(isAllDone(sort->carryOut(), 1));
    QVERIFY(!std::filesystem::is_symlink(place.target("oak/o1.jpg")));
    QCOMPARE(place.content()["t/oak/o1.jpg"], QByteArray("real"));
}

void FileSortTest::refusesATargetThatIsAFile()
{
    const SortPlace place;
    place.write("o1.jpg");
    SortSettings settings = place.settings(true);
    settings.target = place.source("o1.jpg");
    QCOMPARE(SortPlan::make(place.files(), place.classes(), settings).error().code, ErrorCode::NotAFolder);
}

QTEST_GUILESS_MAIN(FileSortTest)
#include "tst_filesort.moc"
