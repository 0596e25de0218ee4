// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FileSort.h"
#include "tests/support/SortPlace.h"
#include "tests/support/Verify.h"

#include <QCryptographicHash>
#include <QTest>

using namespace cultivar;

/// Sorts that were cut off, and what else may be in their way.
class UnfinishedSortTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finishesWhatWasCutOff_data();
    void finishesWhatWasCutOff();
    void undoesWhatWasCutOff_data();
    void undoesWhatWasCutOff();
    void refusesToSortOverAnUnfinishedOne();
    void letsOneProgramSort();
    void waitsForTheDiskThatIsNotThere();
};

void UnfinishedSortTest::finishesWhatWasCutOff_data()
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

void UnfinishedSortTest::finishesWhatWasCutOff()
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

void UnfinishedSortTest::undoesWhatWasCutOff_data()
{
    finishesWhatWasCutOff_data();
}

void UnfinishedSortTest::undoesWhatWasCutOff()
{
    QFETCH(bool, isMove);
    const SortPlace place;
    leaveHalfDone(place, isMove);
    QVERIFY(isAllDone(place.latest()->undo(), 4));
    QCOMPARE(place.names(), (QStringList{"s/o1.jpg", "s/o2.jpg", "s/o3.jpg", "s/o4.jpg"}));
    QVERIFY(place.targetFolders().isEmpty());
    QVERIFY(FileSort::unfinished(place.journals()).empty());
}

void UnfinishedSortTest::refusesToSortOverAnUnfinishedOne()
{
    const SortPlace place;
    leaveHalfDone(place, true);
    const auto sort = FileSort::begin(*place.plan(true), place.journals());
    QVERIFY(!sort);
    QCOMPARE(sort.error().code, ErrorCode::UnfinishedSort);
}

void UnfinishedSortTest::letsOneProgramSort()
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

void UnfinishedSortTest::waitsForTheDiskThatIsNotThere()
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

QTEST_GUILESS_MAIN(UnfinishedSortTest)
#include "tst_unfinishedsort.moc"
