// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FileSort.h"
#include "tests/support/SortPlace.h"
#include "tests/support/Verify.h"

#include <unistd.h>

using namespace cultivar;

class FileSortTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movesAndTakesBack();
    void copiesAndTakesBack();
    void neverReplacesAFile();
    void makesNoSecondCopy();
    void reportsFileByFile();
    void keepsACopyThatIsNotOneAnyMore();
    void tellsWhatCannotBeTakenBackAndTriesAgain();
    void stopsBetweenTwoFiles();
    void undoesTheLatestFirst();
    void movesToAnotherDisk();
    void takesNamesOfAnyBytes();
    void neverMovesLinks();
    void refusesATargetThatIsAFile();
};

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
