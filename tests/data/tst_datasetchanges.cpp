// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Paths.h"
#include "core/data/DatasetChanges.h"
#include "tests/data/Pictures.h"
#include "tests/support/Verify.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QTemporaryDir>

#include <map>
#include <sys/stat.h>

using namespace cultivar;

namespace {

/// The first bytes of a PNG are all that a scan looks at; the rest tells the files apart.
const QByteArray kPngHead("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16);

/// A dataset and, beside it, the app's folder.
class Place
{
public:
    void write(const char* name, const QByteArray& content = {}) const
    {
        const QString path = m_root.filePath(QString::fromUtf8(name));
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QVERIFY(writeFile(path, kPngHead + (content.isEmpty() ? QByteArray(name) : content)));
    }
    std::filesystem::path root() const { return toPath(m_root.path()); }
    std::filesystem::path path(const std::string& name) const { return root() / name; }
    DatasetChanges changes() const { return DatasetChanges(root(), toPath(m_app.path())); }

    Dataset scan() const
    {
        auto dataset = FolderScanner::scan(root());
        if (!dataset)
            return {};
        changes().applyTo(*dataset);
        return *dataset;
    }
    QStringList items() const
    {
        QStringList names;
        for (const DatasetItem& item : scan().items)
            names << displayPath(item.path.lexically_relative(root()));
        return names;
    }
    /// Every file below the dataset's folder with its bytes.
    std::map<QString, QByteArray> content() const
    {
        std::map<QString, QByteArray> files;
        for (QDirIterator it(m_root.path(), QDir::Files, QDirIterator::Subdirectories); it.hasNext();) {
            const QString path = it.next();
            files[QDir(m_root.path()).relativeFilePath(path)] = readFile(path);
        }
        return files;
    }

    /// A picture that lies elsewhere.
    std::filesystem::path outside(const char* name, const QByteArray& content = {}) const
    {
        const QString path = m_elsewhere.filePath(QLatin1String(name));
        writeFile(path, kPngHead + (content.isEmpty() ? QByteArray(name) : content));
        return toPath(path);
    }

    QTemporaryDir m_root, m_app, m_elsewhere;
};

bool isAllDone(const DatasetChanges::Outcome& outcome)
{
    return outcome && outcome->empty();
}

} // namespace

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
    void addsCopies_data();
    void addsCopies();
    void addsNothingThatIsThere();
    void refusesAPictureOfAnotherClass();
    void theLastWordCounts();
    void countsWhatNoTrainingHasSeen();
    void addsNothingWhereItCannot();
};

void DatasetChangesTest::excludesAndIncludes()
{
    const Place place;
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
    const Place place;
    for (const char* name : {"a/1.png", "b/1.png", "c/1.png", "c/2.png"})
        place.write(name);
    QVERIFY(isAllDone(place.changes().exclude({place.path("b/1.png")})));
    const Dataset dataset = place.scan();
    QCOMPARE(dataset.classes, (QStringList{"a", "c"}));
    QCOMPARE(dataset.imagesPerClass(), (std::vector<int>{1, 2}));
}

void DatasetChangesTest::keepsNamesOfAnyBytes()
{
    const Place place;
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
    const Place place;
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
    const Place place;
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
    const Place place;
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
    const Place place;
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
    const Place place;
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
    const Place place;
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
    const Place place;
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
    const Place place;
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
    const Place place;
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
        const Place place;
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

void DatasetChangesTest::addsCopies_data()
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

void DatasetChangesTest::addsCopies()
{
    QFETCH(QStringList, files);
    QFETCH(QString, className);
    QFETCH(QString, to);
    const Place place;
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

void DatasetChangesTest::addsNothingThatIsThere()
{
    const Place place;
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

void DatasetChangesTest::refusesAPictureOfAnotherClass()
{
    const Place place;
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

void DatasetChangesTest::theLastWordCounts()
{
    const Place place;
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

void DatasetChangesTest::countsWhatNoTrainingHasSeen()
{
    const Place place;
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

void DatasetChangesTest::addsNothingWhereItCannot()
{
    const Place place;
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
