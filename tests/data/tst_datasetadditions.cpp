// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/data/ChangesPlace.h"
#include "tests/support/Verify.h"

#include <sys/stat.h>

using namespace cultivar;

/// Pictures from elsewhere that are copied into a dataset.
class DatasetAdditionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addsCopies_data();
    void addsCopies();
    void addsNothingThatIsThere();
    void refusesAPictureOfAnotherClass();
    void theLastWordCounts();
    void countsWhatNoTrainingHasSeen();
    void addsNothingWhereItCannot();
};

void DatasetAdditionsTest::addsCopies_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QString>("className");
    QTest::addColumn<QString>("to");
    QTest::newRow("plain") << QStringList{"a/1.png", "b/2.png"} << "b"
                           << "b/new.png";
    QTest::newRow("the name is taken") << QStringList{"a/1.png", "b/new.png", "b/new (2).png"} << "b"
                                       << "b/new (3).png";
    QTest::newRow("a new class") << QStringList{"a/1.png", "b/2.png"} << "c"
                                 << "c/new.png";
    QTest::newRow("a new class, no name for a folder") << QStringList{"a/1.png", "b/2.png"} << "../c"
                                                       << "_.._c/new.png";
    QTest::newRow("to train with") << QStringList{"test/b/1.png", "train/a/2.png", "train/b/3.png",
                                                  "val/b/4.png"}
                                   << "b"
                                   << "train/b/new.png";
    QTest::newRow("in a lone folder") << QStringList{"photos/a/1.png", "photos/b/2.png"} << "a"
                                      << "photos/a/new.png";
}

void DatasetAdditionsTest::addsCopies()
{
    QFETCH(QStringList, files);
    QFETCH(QString, className);
    QFETCH(QString, to);
    const ChangesPlace place;
    for (const QString& name : files)
        place.write(qPrintable(name));
    const auto before = place.content();
    auto expected = before;
    const auto picture = place.outside("new.png");
    expected[to] = readFile(toQString(picture));
    QVERIFY(isAllDone(place.changes().add(picture, className, place.scan())));
    QCOMPARE(place.content(), expected);
    QCOMPARE(readFile(toQString(picture)), expected[to]);
    QVERIFY(place.items().contains(to));
    QCOMPARE(place.changes().waiting(), std::size_t(1));
    QVERIFY(place.changes().canUndoAdded());
    QVERIFY(isAllDone(place.changes().undoAdded()));
    QCOMPARE(place.content(), before);
    QCOMPARE(place.changes().waiting(), std::size_t(0));
    QVERIFY(!place.changes().canUndoAdded());
    QVERIFY(!std::filesystem::exists(place.path("c"))); // a folder of its own making
}

void DatasetAdditionsTest::addsNothingThatIsThere()
{
    const ChangesPlace place;
    place.write("a/1.png", "the very picture");
    place.write("b/2.png");
    const auto before = place.content();
    const auto picture = place.outside("new.png", "the very picture");
    QVERIFY(isAllDone(place.changes().add(picture, "a", place.scan())));
    QVERIFY(isAllDone(place.changes().add(place.path("b/2.png"), "b", place.scan())));
    QCOMPARE(place.content(), before);
    QVERIFY(!place.changes().canUndo());
    const Dataset dataset = place.scan(); // as it was before the first was added
    const auto other = place.outside("other.png");
    QVERIFY(isAllDone(place.changes().add(other, "a", dataset)));
    QVERIFY(isAllDone(place.changes().add(other, "a", dataset)));
    QCOMPARE(place.content().size(), before.size() + 1);
    QCOMPARE(place.changes().waiting(), std::size_t(1));
}

void DatasetAdditionsTest::refusesAPictureOfAnotherClass()
{
    const ChangesPlace place;
    place.write("a/1.png", "the very picture");
    place.write("b/2.png");
    const auto before = place.content();
    for (const auto& picture : {place.outside("new.png", "the very picture"), place.path("a/1.png")}) {
        const auto added = place.changes().add(picture, "b", place.scan());
        QVERIFY(!added);
        QCOMPARE(added.error().code, ErrorCode::OtherClass);
        QCOMPARE(added.error().path, place.path("a/1.png"));
        QCOMPARE(place.content(), before);
    }
}

void DatasetAdditionsTest::theLastWordCounts()
{
    const ChangesPlace place;
    place.write("a/1.png");
    place.write("b/2.png");
    auto expected = place.content();
    const auto picture = place.outside("new.png");
    for (const char* className : {"a", "c", "b"})
        QVERIFY(isAllDone(place.changes().add(picture, className, place.scan())));
    expected["b/new.png"] = readFile(toQString(picture));
    QCOMPARE(place.content(), expected);
    QVERIFY(!std::filesystem::exists(place.path("c")));
    QCOMPARE(place.changes().waiting(), std::size_t(1));
}

void DatasetAdditionsTest::countsWhatNoTrainingHasSeen()
{
    const ChangesPlace place;
    place.write("a/1.png");
    place.write("b/2.png");
    QVERIFY(isAllDone(place.changes().add(place.outside("x.png"), "a", place.scan())));
    const Dataset trained = place.scan();
    QVERIFY(isAllDone(place.changes().add(place.outside("y.png"), "a", trained)));
    QCOMPARE(place.changes().waiting(), std::size_t(2));
    VERIFY_RESULT(place.changes().noteTrained(trained));
    QCOMPARE(place.changes().waiting(), std::size_t(1)); // "y" came while it was trained
    QVERIFY(isAllDone(place.changes().move({place.path("a/y.png")}, 1, place.scan())));
    QCOMPARE(place.changes().waiting(), std::size_t(1));
    QVERIFY(isAllDone(place.changes().undo()));
    QCOMPARE(place.changes().waiting(), std::size_t(1));
    std::filesystem::remove(place.path("a/y.png"));
    QCOMPARE(place.changes().waiting(), std::size_t(0));
}

void DatasetAdditionsTest::addsNothingWhereItCannot()
{
    const ChangesPlace place;
    place.write("a/1.png");
    place.write("b/2.png");
    const auto before = place.content();
    const auto add = [&](const std::filesystem::path& file, const char* className) {
        const auto added = place.changes().add(file, className, place.scan());
        return added ? ErrorCode::Internal : added.error().code;
    };
    QCOMPARE(add(place.path("gone.png"), "a"), ErrorCode::FileNotFound);
    QCOMPARE(add(place.outside("x.png"), " "), ErrorCode::InvalidSetting);
    place.write("c", "a file, where a folder would be"); // a stray one, which is skipped
    QCOMPARE(add(place.outside("x.png"), "c"), ErrorCode::NotAFolder);
    std::filesystem::remove(place.path("c"));
    QCOMPARE(place.content(), before);
    QVERIFY(!place.changes().canUndo());
    QCOMPARE(place.changes().waiting(), std::size_t(0));
    // A copy that was touched up since stays, and so does one whose picture is gone.
    const auto picture = place.outside("x.png");
    QVERIFY(isAllDone(place.changes().add(picture, "a", place.scan())));
    place.write("a/x.png", "touched up");
    const auto undone = place.changes().undoAdded();
    QVERIFY(!undone);
    QCOMPARE(undone.error().code, ErrorCode::ChangedSince);
    QCOMPARE(place.content().size(), before.size() + 1);
}

QTEST_GUILESS_MAIN(DatasetAdditionsTest)
#include "tst_datasetadditions.moc"
