// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FolderScanner.h"
#include "core/data/NaturalOrder.h"
#include "tests/support/Verify.h"

#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <fcntl.h>
#include <fstream>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

using namespace cultivar;
namespace fs = std::filesystem;

class TestFolderScanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsAFolderPerClassInNaturalOrder();
    void looksThroughALoneFolder();
    void honoursSubsetFolders();
    void keepsAClassNamedTest();
    void namesFilesOutsideClasses();
    void explainsEverySkippedFile();
    void countsWhatFindCounts();
    void walksPathsBeyondTheSystemsLimit();
    void neverOpensAPipe();
    void endsLinkLoopsAndCountsAnInodeOnce();
    void aLinkDoesNotStealAnotherClass();
    void refusesUnusableRoots();
    void cancels();
    void collectsFilesAndFolders();
    void ordersNaturally();

private:
    void addImage(const std::string& name);
    void addText(const std::string& name, const std::string& text);
    fs::path root() const { return toPath(m_folder->path()) / "photos"; }
    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

const SkippedFile* skippedNamed(const Dataset& dataset, const std::string& name)
{
    const auto found = std::find_if(dataset.skipped.begin(), dataset.skipped.end(),
                                    [&](const auto& file) { return file.path.filename() == name; });
    return found == dataset.skipped.end() ? nullptr : &*found;
}

std::multiset<std::string> allPaths(const Dataset& dataset)
{
    std::multiset<std::string> paths;
    for (const auto& item : dataset.items)
        paths.insert(item.path.native());
    for (const auto& file : dataset.skipped)
        paths.insert(file.path.native());
    return paths;
}

std::multiset<std::string> foundBySystem(const fs::path& root)
{
    QProcess process;
    process.start("find", {"-L", toQString(root), "-type", "f", "-print0"});
    process.waitForFinished();
    std::multiset<std::string> paths;
    for (const QByteArray& path : process.readAllStandardOutput().split('\0')) {
        if (!path.isEmpty())
            paths.insert(path.toStdString());
    }
    return paths;
}

} // namespace

void TestFolderScanner::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    fs::create_directories(root());
}

void TestFolderScanner::addImage(const std::string& name)
{
    addText(name, "\xff\xd8\xff\xe0 a JPEG by its first bytes");
}

void TestFolderScanner::addText(const std::string& name, const std::string& text)
{
    fs::create_directories((root() / name).parent_path());
    std::ofstream(root() / name) << text;
}

void TestFolderScanner::readsAFolderPerClassInNaturalOrder()
{
    for (const char* name :
         {"class10/b.jpg", "class2/img10.jpg", "class2/img9.jpg", "class2/deep/er/x.jpg", "Apple/a"})
        addImage(name);
    fs::create_directories(root() / "empty");
    const auto dataset = FolderScanner::scan(root());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->classes, QStringList({"Apple", "class2", "class10"}));
    QCOMPARE(dataset->imagesPerClass(), std::vector<int>({1, 3, 1}));
    QCOMPARE(dataset->items[1].path, root() / "class2/img9.jpg");
    QCOMPARE(dataset->items[2].path, root() / "class2/img10.jpg");
    QCOMPARE(dataset->count(Subset::Unassigned), 5);
    QVERIFY(dataset->skipped.empty());
}

void TestFolderScanner::looksThroughALoneFolder()
{
    addImage("archive/inner/cat/1.jpg");
    addImage("archive/inner/dog/1.jpg");
    addText("readme.txt", "hello");
    addText("__MACOSX/._1.jpg", "x");
    const auto dataset = FolderScanner::scan(root());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->classes, QStringList({"cat", "dog"}));
    QCOMPARE(dataset->skipped.size(), std::size_t(2));
}

void TestFolderScanner::honoursSubsetFolders()
{
    for (const char* name :
         {"data/Train/cat/1.jpg", "data/Train/dog/1.jpg", "data/valid/cat/2.jpg", "data/TEST/dog/3.jpg",
          "data/valid/cow/4.jpg", "data/Train/loose.jpg", "data/extra/cat/5.jpg"})
        addImage(name);
    const auto dataset = FolderScanner::scan(root());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->classes, QStringList({"cat", "dog"}));
    QCOMPARE(dataset->imagesPerClass(Subset::Train), std::vector<int>({1, 1}));
    QCOMPARE(dataset->imagesPerClass(Subset::Validation), std::vector<int>({1, 0}));
    QCOMPARE(dataset->imagesPerClass(Subset::Test), std::vector<int>({0, 1}));
    QCOMPARE(skippedNamed(*dataset, "4.jpg")->reason.code, ErrorCode::LabelMismatch);
    QVERIFY(skippedNamed(*dataset, "4.jpg")->reason.detail.contains("cow"));
    QVERIFY(skippedNamed(*dataset, "loose.jpg")->reason.detail.contains("not inside a class folder"));
    QVERIFY(skippedNamed(*dataset, "5.jpg")->reason.detail.contains("outside"));
    QCOMPARE(dataset->skipped.size(), std::size_t(3));
}

void TestFolderScanner::keepsAClassNamedTest()
{
    addImage("test/1.jpg");
    addImage("rest/1.jpg");
    const auto dataset = FolderScanner::scan(root());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->classes, QStringList({"rest", "test"}));
    QVERIFY(!dataset->hasSubset(Subset::Test));
}

void TestFolderScanner::namesFilesOutsideClasses()
{
    addImage("loose.jpg");
    const auto alone = FolderScanner::scan(root());
    QVERIFY(!alone);
    QCOMPARE(alone.error().code, ErrorCode::NoImages);
    QVERIFY(alone.error().detail.contains("class folders"));
    addImage("cat/1.jpg");
    const auto dataset = FolderScanner::scan(root());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->classes, QStringList({"cat"}));
    QCOMPARE(skippedNamed(*dataset, "loose.jpg")->reason.detail, QString("not inside a class folder"));
}

void TestFolderScanner::explainsEverySkippedFile()
{
    addImage("cat/1.jpg");
    addImage("cat/.hidden.jpg");
    addImage("cat/.cache/2.jpg");
    addText("cat/Thumbs.db", "x");
    addText("cat/desktop.ini", "x");
    addText("cat/empty.jpg", "");
    addText("cat/notes.jpg", "not a picture at all");
    addImage("locked/3.jpg");
    fs::create_symlink("nowhere", root() / "cat/broken.jpg");
    fs::create_directories(root() / "cat/folder.jpg");
    fs::permissions(root() / "locked", fs::perms::none);
    const auto dataset = FolderScanner::scan(root());
    fs::permissions(root() / "locked", fs::perms::owner_all);
    VERIFY_RESULT(dataset);
    const auto codeOf = [&](const char* name) { return skippedNamed(*dataset, name)->reason.code; };
    for (const char* name : {".hidden.jpg", "2.jpg", "Thumbs.db", "desktop.ini"})
        QCOMPARE(skippedNamed(*dataset, name)->reason.detail, QString("system file"));
    QCOMPARE(codeOf("empty.jpg"), ErrorCode::EmptyFile);
    QCOMPARE(codeOf("notes.jpg"), ErrorCode::UnsupportedImage);
    QCOMPARE(codeOf("broken.jpg"), ErrorCode::FileNotFound);
    if (::geteuid() != 0)
        QCOMPARE(codeOf("locked"), ErrorCode::PermissionDenied);
}

void TestFolderScanner::countsWhatFindCounts()
{
    addImage("cat/plain.jpg");
    addImage("cat/not utf8 \xff\xfe.jpg");
    addImage("cat/two\nlines.jpg");
    addImage("cat/" + std::string(251, 'x') + ".jpg");
    addImage("cl\xe9\x80ss/1.jpg");
    addText("cat/\x01\x02", "text");
    addText("outside", "text");
    const auto dataset = FolderScanner::scan(root());
    VERIFY_RESULT(dataset);
    QVERIFY(allPaths(*dataset) == foundBySystem(root()));
    QCOMPARE(dataset->items.size(), std::size_t(5));
    QCOMPARE(dataset->classes[1], QString("cl\\xe9\\x80ss"));
}

void TestFolderScanner::walksPathsBeyondTheSystemsLimit()
{
    addImage("cat/1.jpg");
    const std::string name(250, 'd');
    int folder = ::open((root() / "cat").c_str(), O_RDONLY | O_DIRECTORY);
    for (int depth = 0; depth < 20; ++depth) {
        QCOMPARE(::mkdirat(folder, name.c_str(), 0700), 0);
        const int next = ::openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY);
        ::close(folder);
        folder = next;
    }
    const int file = ::openat(folder, "deep.jpg", O_WRONLY | O_CREAT, 0600);
    QCOMPARE(::write(file, "\xff\xd8\xff\xe0", 4), ssize_t(4));
    ::close(file);
    ::close(folder);
    const auto dataset = FolderScanner::scan(root());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->items.size(), std::size_t(2));
    QVERIFY(dataset->items[1].path.native().size() > 5000);
    QCOMPARE(QProcess::execute("rm", {"-rf", m_folder->path()}), 0); // too deep for QTemporaryDir
    m_folder->setAutoRemove(false);
}

void TestFolderScanner::neverOpensAPipe()
{
    addImage("cat/1.jpg");
    QCOMPARE(::mkfifo((root() / "cat/pipe.jpg").c_str(), 0600), 0);
    const auto dataset = FolderScanner::scan(root());
    VERIFY_RESULT(dataset);
    QCOMPARE(skippedNamed(*dataset, "pipe.jpg")->reason.code, ErrorCode::NotARegularFile);
}

void TestFolderScanner::endsLinkLoopsAndCountsAnInodeOnce()
{
    addImage("cat/1.jpg");
    addImage("dog/1.jpg");
    fs::create_directory_symlink("..", root() / "cat/up");
    fs::create_symlink("self", root() / "cat/self");
    fs::create_symlink("1.jpg", root() / "cat/same.jpg");
    fs::create_hard_link(root() / "cat/1.jpg", root() / "dog/hard.jpg");
    const auto dataset = FolderScanner::scan(root());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->items.size(), std::size_t(2));
    QCOMPARE(dataset->skipped.size(), std::size_t(1)); // the link to itself
}

void TestFolderScanner::aLinkDoesNotStealAnotherClass()
{
    addImage("dog/1.jpg");
    addImage("cat/1.jpg");
    fs::create_directories(root() / "aardvark");
    fs::create_directory_symlink("../dog", root() / "aardvark/link");
    fs::create_symlink("../cat/1.jpg", root() / "aardvark/link.jpg");
    QTemporaryDir elsewhere;
    std::ofstream(toPath(elsewhere.filePath("x.jpg"))) << "\xff\xd8\xff\xe0";
    fs::create_directory_symlink(toPath(elsewhere.path()), root() / "elk");
    const auto dataset = FolderScanner::scan(root());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->classes, QStringList({"cat", "dog", "elk"}));
    QCOMPARE(dataset->imagesPerClass(), std::vector<int>({1, 1, 1}));
}

void TestFolderScanner::refusesUnusableRoots()
{
    addText("file", "x");
    QCOMPARE(FolderScanner::scan(root() / "missing").error().code, ErrorCode::FileNotFound);
    QCOMPARE(FolderScanner::scan(root() / "file").error().code, ErrorCode::NotAFolder);
    QCOMPARE(FolderScanner::scan(root()).error().code, ErrorCode::NoImages);
}

void TestFolderScanner::cancels()
{
    addImage("cat/1.jpg");
    CancelToken cancel;
    cancel.cancel();
    QCOMPARE(FolderScanner::scan(root(), cancel).error().code, ErrorCode::Cancelled);
}

void TestFolderScanner::collectsFilesAndFolders()
{
    for (const char* name : {"b/img10.jpg", "b/img2.jpg", "a.jpg", ".hidden.jpg"})
        addImage(name);
    addText("b/text", "x");
    const auto dataset = FolderScanner::collect(
        {root() / "b", root() / "a.jpg", root() / ".hidden.jpg", root() / "missing", root() / "a.jpg"});
    QCOMPARE(dataset.items.size(), std::size_t(4));
    QCOMPARE(dataset.items[2].path, root() / "b/img2.jpg");
    QCOMPARE(dataset.skipped.size(), std::size_t(2));
    QCOMPARE(skippedNamed(dataset, "missing")->reason.code, ErrorCode::FileNotFound);
}

void TestFolderScanner::ordersNaturally()
{
    const std::vector<std::string> sorted{"",   "1",  "01",  "2",    "10", "a",
                                          "A1", "a2", "a10", "a10b", "B",  "z\xff"};
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        for (std::size_t j = 0; j < sorted.size(); ++j) {
            if (sorted[i] != "01" && sorted[j] != "01")
                QCOMPARE(naturallyBefore(sorted[i], sorted[j]), i < j);
        }
    }
    QVERIFY(naturallyBefore("1", "01") != naturallyBefore("01", "1"));
}

QTEST_GUILESS_MAIN(TestFolderScanner)
#include "tst_folderscanner.moc"
