// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/data/ChangesPlace.h"
#include "tests/support/Verify.h"

#include <QProcess>

#include <sys/stat.h>

using namespace cultivar;

class DatasetChangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void excludesAndIncludes();
    void forgetsClassesWithoutImages();
    void keepsNamesOfAnyBytes();
    void knowsTheFolderByWhateverPath();
    void movesIntoTheClassFolder_data();
    void movesIntoTheClassFolder();
    void neverReplacesAFile();
    void reportsWhatCannotBeMoved();
    void undoesStepByStep();
    void tellsWhatBecameOfImages();
    void doesNotTakeAnotherFileBack();
    void putsADamagedListAside();
    void changesNothingWhenTheListCannotBeWritten();
    void survivesBeingKilled();
};

void DatasetChangesTest::excludesAndIncludes()
{
    const ChangesPlace place;
    for (const char* name : {"a/1.png", "a/2.png", "b/1.png", "b/2.png"})
        place.write(name);
    const auto before = place.content();
    auto changes = place.changes();
    QVERIFY(isAllDone(changes.exclude({place.path("a/2.png"), place.path("b/1.png")})));
    QCOMPARE(place.items(), (QStringList{"a/1.png", "b/2.png"}));
    const Dataset dataset = place.scan();
    QCOMPARE(dataset.skipped.size(), std::size_t(2));
    QCOMPARE(dataset.skipped[0].reason.code, ErrorCode::Excluded);
    QCOMPARE(changes.excluded(), (DatasetChanges::Paths{place.path("a/2.png"), place.path("b/1.png")}));
    QVERIFY(isAllDone(changes.include({place.path("a/2.png")})));
    QCOMPARE(place.items(), (QStringList{"a/1.png", "a/2.png", "b/2.png"}));
    QCOMPARE(place.content(), before);
}

void DatasetChangesTest::forgetsClassesWithoutImages()
{
    const ChangesPlace place;
    for (const char* name : {"a/1.png", "b/1.png", "c/1.png", "c/2.png"})
        place.write(name);
    QVERIFY(isAllDone(place.changes().exclude({place.path("b/1.png")})));
    const Dataset dataset = place.scan();
    QCOMPARE(dataset.classes, (QStringList{"a", "c"}));
    QCOMPARE(dataset.imagesPerClass(), (std::vector<int>{1, 2}));
}

void DatasetChangesTest::keepsNamesOfAnyBytes()
{
    const ChangesPlace place;
    const std::string hostile = "a/50% \xff\xfe \"x\"\n.png";
    QVERIFY(std::filesystem::create_directory(place.path("a")));
    FILE* file = std::fopen(place.path(hostile).c_str(), "wb");
    std::fwrite(kPngHead.data(), 1, std::size_t(kPngHead.size()), file);
    std::fclose(file);
    place.write("a/1.png");
    place.write("b/ünïcode.png");
    QVERIFY(isAllDone(place.changes().exclude({place.path(hostile), place.path("b/ünïcode.png")})));
    QCOMPARE(place.items(), QStringList{"a/1.png"});
    QVERIFY(isAllDone(place.changes().include({place.path(hostile)})));
    QVERIFY(isAllDone(place.changes().undo()));
    QCOMPARE(place.changes().excluded().size(), std::size_t(2));
    std::filesystem::remove(place.path(hostile)); // Qt could not
}

void DatasetChangesTest::knowsTheFolderByWhateverPath()
{
    const ChangesPlace place;
    place.write("a/1.png");
    place.write("b/1.png");
    QVERIFY(isAllDone(place.changes().exclude({place.path("a/1.png")})));
    const std::string root = place.root().native();
    const auto link = toPath(place.m_app.filePath("link"));
    std::filesystem::create_directory_symlink(place.root(), link);
    for (const std::filesystem::path& other :
         {std::filesystem::path(root + "/"), std::filesystem::path(root + "/a/.."), link}) {
        auto dataset = FolderScanner::scan(other);
        VERIFY_RESULT(dataset);
        DatasetChanges(other, toPath(place.m_app.path())).applyTo(*dataset);
        QCOMPARE(dataset->items.size(), std::size_t(1));
        QCOMPARE(dataset->classes, QStringList{"b"});
    }
}

void DatasetChangesTest::movesIntoTheClassFolder_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QString>("moved");
    QTest::addColumn<QString>("to");
    QTest::newRow("plain") << QStringList{"a/1.png", "b/2.png"} << "a/1.png"
                           << "b/1.png";
    QTest::newRow("below the class") << QStringList{"a/x/1.png", "b/y/2.png"} << "a/x/1.png"
                                     << "b/1.png";
    QTest::newRow("same part of the split")
        << QStringList{"train/a/1.png", "train/b/2.png", "val/a/3.png", "val/b/4.png"} << "val/a/3.png"
        << "val/b/3.png";
    QTest::newRow("a folder that is missing")
        << QStringList{"train/a/1.png", "train/b/2.png", "val/a/3.png"} << "val/a/3.png"
        << "val/b/3.png";
    QTest::newRow("the name is taken") << QStringList{"a/1.png", "b/1.png", "b/1 (2).png"} << "a/1.png"
                                       << "b/1 (3).png";
    QTest::newRow("in a lone folder") << QStringList{"photos/a/1.png", "photos/b/2.png"} << "photos/a/1.png"
                                      << "photos/b/1.png";
}

void DatasetChangesTest::movesIntoTheClassFolder()
{
    QFETCH(QStringList, files);
    QFETCH(QString, moved);
    QFETCH(QString, to);
    const ChangesPlace place;
    for (const QString& name : files)
        place.write(qPrintable(name));
    auto expected = place.content();
    const auto before = expected;
    auto handle = expected.extract(moved);
    handle.key() = to;
    expected.insert(std::move(handle));
    auto changes = place.changes();
    const Dataset dataset = place.scan();
    QCOMPARE(dataset.classes, (QStringList{"a", "b"}));
    QVERIFY(isAllDone(changes.move({place.path(moved.toStdString())}, 1, dataset)));
    QCOMPARE(place.content(), expected);
    QVERIFY(place.changes().canUndo());
    QVERIFY(isAllDone(place.changes().undo())); // another program could do it, too
    QCOMPARE(place.content(), before);
    QVERIFY(!place.changes().canUndo());
}

void DatasetChangesTest::neverReplacesAFile()
{
    const ChangesPlace place;
    for (const char* name : {"a/1.png", "a/x/1.png", "a/y/1.png", "b/2.png"})
        place.write(name);
    const auto before = place.content();
    auto changes = place.changes();
    const Dataset dataset = place.scan();
    QVERIFY(isAllDone(
        changes.move({place.path("a/1.png"), place.path("a/x/1.png"), place.path("a/y/1.png")}, 1, dataset)));
    QCOMPARE(place.items(), (QStringList{"b/1 (2).png", "b/1 (3).png", "b/1.png", "b/2.png"}));
    place.write("a/x/1.png", "newcomer");
    const auto undone = changes.undo();
    VERIFY_RESULT(undone);
    QCOMPARE(undone->size(), std::size_t(1)); // its place is taken
    QCOMPARE(undone->front().path, place.path("b/1 (2).png"));
    auto after = before;
    after["b/1 (2).png"] = before.at("a/x/1.png");
    after["a/x/1.png"] = kPngHead + "newcomer";
    QCOMPARE(place.content(), after);
}

void DatasetChangesTest::reportsWhatCannotBeMoved()
{
    const ChangesPlace place;
    for (const char* name : {"a/1.png", "a/2.png", "a/3.png", "b/4.png"})
        place.write(name);
    const Dataset dataset = place.scan();
    std::filesystem::remove(place.path("a/2.png"));
    const auto outcome = place.changes().move(
        {place.path("a/1.png"), place.path("a/2.png"), place.path("stray.png"), place.path("a/3.png")}, 1,
        dataset);
    VERIFY_RESULT(outcome);
    QCOMPARE(outcome->size(), std::size_t(2));
    QCOMPARE((*outcome)[0].path, place.path("a/2.png"));
    QCOMPARE((*outcome)[0].reason.code, ErrorCode::FileNotFound);
    QCOMPARE((*outcome)[1].path, place.path("stray.png"));
    QCOMPARE((*outcome)[1].reason.code, ErrorCode::LabelMismatch);
    QCOMPARE(place.items(), (QStringList{"b/1.png", "b/3.png", "b/4.png"}));
}

void DatasetChangesTest::undoesStepByStep()
{
    const ChangesPlace place;
    for (const char* name : {"a/1.png", "a/2.png", "a/3.png", "b/1.png"})
        place.write(name);
    auto changes = place.changes();
    QVERIFY(isAllDone(changes.exclude({place.path("a/1.png")})));
    QVERIFY(isAllDone(changes.move({place.path("a/2.png")}, 1, place.scan())));
    QVERIFY(isAllDone(changes.include({place.path("a/1.png")})));
    QCOMPARE(place.items(), (QStringList{"a/1.png", "a/3.png", "b/1.png", "b/2.png"}));
    QVERIFY(isAllDone(changes.undo()));
    QCOMPARE(place.items(), (QStringList{"a/3.png", "b/1.png", "b/2.png"}));
    QVERIFY(isAllDone(changes.undo()));
    QCOMPARE(place.items(), (QStringList{"a/2.png", "a/3.png", "b/1.png"}));
    QVERIFY(isAllDone(changes.undo()));
    QCOMPARE(place.items(), (QStringList{"a/1.png", "a/2.png", "a/3.png", "b/1.png"}));
    QVERIFY(isAllDone(changes.undo())); // nothing is left
}

void DatasetChangesTest::tellsWhatBecameOfImages()
{
    const ChangesPlace place;
    for (const char* name : {"a/1.png", "a/2.png", "b/3.png", "c/4.png"})
        place.write(name);
    const DatasetChanges::Paths files{place.path("a/1.png"), place.path("a/2.png"), place.path("b/3.png")};
    auto changes = place.changes();
    const auto fate = [&](std::size_t index) { return changes.fatesOf(files)[index]; };
    using Fate = DatasetChanges::Fate;
    QCOMPARE(fate(0), Fate{files[0]});
    const Dataset dataset = place.scan();
    QVERIFY(isAllDone(changes.move({files[0], files[1]}, 1, dataset)));
    QVERIFY(isAllDone(changes.move({place.path("b/1.png")}, 2, dataset)));
    QVERIFY(isAllDone(changes.exclude({place.path("b/2.png")})));
    QCOMPARE(fate(0), (Fate{place.path("c/1.png"), false}));
    QCOMPARE(fate(1), (Fate{place.path("b/2.png"), true}));
    QCOMPARE(fate(2), Fate{files[2]});
    QVERIFY(isAllDone(changes.undo()));
    QVERIFY(isAllDone(changes.undo()));
    QCOMPARE(fate(0), Fate{place.path("b/1.png")});
    QVERIFY(isAllDone(changes.undo()));
    QCOMPARE(fate(0), Fate{files[0]});
    QCOMPARE(fate(1), Fate{files[1]});
}

void DatasetChangesTest::doesNotTakeAnotherFileBack()
{
    const ChangesPlace place;
    for (const char* name : {"a/1.png", "a/2.png", "b/3.png"})
        place.write(name);
    auto changes = place.changes();
    QVERIFY(isAllDone(changes.move({place.path("a/1.png")}, 1, place.scan())));
    place.write("b/other.png", "another picture");
    std::filesystem::remove(place.path("b/1.png"));
    std::filesystem::rename(place.path("b/other.png"), place.path("b/1.png"));
    const auto undone = changes.undo();
    VERIFY_RESULT(undone);
    QCOMPARE(undone->size(), std::size_t(1));
    QCOMPARE(undone->front().reason.code, ErrorCode::FileNotFound);
    QCOMPARE(place.items(), (QStringList{"a/2.png", "b/1.png", "b/3.png"}));
}

void DatasetChangesTest::putsADamagedListAside()
{
    const ChangesPlace place;
    place.write("a/1.png");
    place.write("b/1.png");
    QVERIFY(isAllDone(place.changes().exclude({place.path("a/1.png")})));
    const QString list = toQString(place.changes().file());
    const QByteArray whole = readFile(list);
    QVERIFY(writeFile(list, whole.left(whole.size() / 2)));
    QVERIFY(place.changes().excluded().empty());
    QCOMPARE(readFile(list + ".damaged"), whole.left(whole.size() / 2));
    QVERIFY(isAllDone(place.changes().exclude({place.path("b/1.png")})));
    QCOMPARE(place.items(), QStringList{"a/1.png"});
}

void DatasetChangesTest::changesNothingWhenTheListCannotBeWritten()
{
    const ChangesPlace place;
    place.write("a/1.png");
    place.write("b/1.png");
    const auto before = place.content();
    QVERIFY(writeFile(place.m_app.filePath("file"), "in the way"));
    DatasetChanges changes(place.root(), toPath(place.m_app.filePath("file/folder")));
    QVERIFY(!changes.exclude({place.path("a/1.png")}));
    QVERIFY(changes.excluded().empty());
    QVERIFY(!changes.move({place.path("a/1.png")}, 1, place.scan()));
    QVERIFY(!changes.canUndo());
    QCOMPARE(place.content(), before);
}

/// A child moves many files and is killed in the middle; what is undone afterwards is everything.
void DatasetChangesTest::survivesBeingKilled()
{
    constexpr int kFiles = 3000;
    for (const int killAt : {1, 200, 2000}) {
        const ChangesPlace place;
        for (int i = 0; i < kFiles; ++i)
            place.write(qPrintable(QStringLiteral("a/%1.png").arg(i)));
        place.write("b/0.png");
        const auto before = place.content();
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(),
                    {"--move-all", place.m_root.path(), place.m_app.path()});
        QVERIFY(child.waitForStarted());
        const QString target = place.m_root.filePath("b");
        while (int(QDir(target).count()) < killAt && child.state() == QProcess::Running)
            child.waitForFinished(0);
        child.kill();
        child.waitForFinished();
        if (place.changes().canUndo())
            QVERIFY(isAllDone(place.changes().undo()));
        QCOMPARE(place.content(), before);
    }
}

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    if (argc == 4 && QByteArray(argv[1]) == "--move-all") {
        const std::filesystem::path root = argv[2];
        const auto dataset = FolderScanner::scan(root);
        DatasetChanges::Paths files;
        for (const DatasetItem& item : dataset->items) {
            if (item.label == 0)
                files.push_back(item.path);
        }
        return DatasetChanges(root, argv[3]).move(files, 1, *dataset) ? 0 : 1;
    }
    DatasetChangesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_datasetchanges.moc"
