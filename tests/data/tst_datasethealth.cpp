// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DatasetHealth.h"
#include "core/data/FolderScanner.h"
#include "tests/data/Pictures.h"
#include "tests/support/Verify.h"

#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QTemporaryDir>

#include <algorithm>

using namespace cultivar;

namespace {

/// A folder of pictures to check; every new scene is unlike the others.
class Folder
{
public:
    QString path(const QString& name) const { return m_folder.filePath(name); }

    void write(const QString& name, const Image& image, int quality = -1)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        const QImage picture(image.rgb.data(), image.width, image.height, image.width * 3,
                             QImage::Format_RGB888);
        QVERIFY(picture.save(path(name), nullptr, quality));
    }
    void writeScenes(const QString& folder, int count)
    {
        for (int i = 0; i < count; ++i)
            write(QStringLiteral("%1/scene%2.png").arg(folder).arg(i), testScene(64, 64, ++m_scenes));
    }
    void copy(const QString& from, const QString& to)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(to)).path()));
        QVERIFY(QFile::copy(path(from), path(to)));
    }

    Result<Dataset> scan() const { return FolderScanner::scan(toPath(m_folder.path())); }

private:
    QTemporaryDir m_folder;
    std::uint64_t m_scenes = 100;
};

/// The findings of @p kind as "name, name: detail", paths relative to the folder.
QStringList told(const DatasetHealth& health, FindingKind kind, const Folder& folder)
{
    QStringList lines;
    for (const Finding& finding : health.findings) {
        QStringList names;
        for (const auto& path : finding.paths)
            names += QDir(folder.path({})).relativeFilePath(toQString(path));
        if (finding.kind == kind)
            lines += QStringLiteral("%1: %2").arg(names.join(", "), finding.detail);
    }
    return lines;
}

} // namespace

class DatasetHealthTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNothingInGoodPictures()
    {
        Folder folder;
        folder.writeScenes("a", 12);
        folder.writeScenes("b", 12);
        auto dataset = folder.scan();
        VERIFY_RESULT(dataset);
        std::vector<std::size_t> steps;
        const auto health =
            DatasetHealth::check(*dataset, 3, {}, [&](std::size_t done) { steps.push_back(done); });
        VERIFY_RESULT(health);
        QCOMPARE(health->findings.size(), std::size_t(0));
        QCOMPARE(steps.size(), std::size_t(24));
        QVERIFY(std::is_sorted(steps.begin(), steps.end()));
        QCOMPARE(steps.back(), std::size_t(24));
    }

    void movesDamagedImages()
    {
        Folder folder;
        folder.writeScenes("a", 11);
        folder.writeScenes("b", 10);
        const QByteArray whole = readFile(folder.path("a/scene3.png"));
        QVERIFY(writeFile(folder.path("a/scene3.png"), whole.left(whole.size() / 2)));
        folder.copy("b/scene0.png", "b/twin.png");
        auto dataset = folder.scan();
        VERIFY_RESULT(dataset);
        const auto health = DatasetHealth::check(*dataset, 2);
        VERIFY_RESULT(health);
        QCOMPARE(health->findings.size(), std::size_t(2));
        QCOMPARE(told(*health, FindingKind::DamagedFile, folder).size(), 1);
        QVERIFY(told(*health, FindingKind::DamagedFile, folder).first().startsWith("a/scene3.png: "));
        QCOMPARE(dataset->items.size(), std::size_t(21));
        QCOMPARE(dataset->skipped.size(), std::size_t(1));
        QCOMPARE(dataset->skipped.front().reason.code, ErrorCode::TruncatedImage);
        // The groups count what is left.
        QCOMPARE(health->duplicates.size(), std::size_t(1));
        QCOMPARE(dataset->items[health->duplicates[0][0]].path.filename().string(),
                 std::string("scene0.png"));
        QCOMPARE(dataset->items[health->duplicates[0][1]].path.filename().string(), std::string("twin.png"));
    }

    void tellsHowDuplicatesAreAlike()
    {
        Folder folder;
        folder.writeScenes("a", 10);
        folder.writeScenes("b", 10);
        folder.write("a/x1.png", testScene(120, 90, 1));
        folder.copy("a/x1.png", "a/x2.png");
        folder.write("a/x3.jpg", testScene(240, 180, 1), 60);
        folder.copy("a/scene0.png", "b/y.png");
        auto dataset = folder.scan();
        VERIFY_RESULT(dataset);
        const auto health = DatasetHealth::check(*dataset, 2);
        VERIFY_RESULT(health);
        QCOMPARE(told(*health, FindingKind::ExactDuplicate, folder),
                 QStringList{"a/x1.png, a/x2.png: same bytes"});
        QCOMPARE(told(*health, FindingKind::NearDuplicate, folder),
                 QStringList{"a/x1.png, a/x2.png, a/x3.jpg: same look"});
        QCOMPARE(told(*health, FindingKind::DuplicateAcrossClasses, folder),
                 QStringList{"a/scene0.png, b/y.png: same bytes in a, b"});
        QCOMPARE(health->findings.size(), std::size_t(3));
        QCOMPARE(health->duplicates.size(), std::size_t(2));
    }

    void findsTestImagesInTheTraining()
    {
        Folder folder;
        folder.writeScenes("train/a", 10);
        folder.writeScenes("train/b", 10);
        folder.writeScenes("test/a", 2);
        folder.writeScenes("test/b", 2);
        folder.copy("train/a/scene1.png", "test/a/leak.png");
        folder.copy("train/a/scene2.png", "test/b/wrong.png");
        auto dataset = folder.scan();
        VERIFY_RESULT(dataset);
        const auto health = DatasetHealth::check(*dataset, 2);
        VERIFY_RESULT(health);
        QCOMPARE(told(*health, FindingKind::DuplicateAcrossSplit, folder),
                 (QStringList{"train/a/scene1.png, test/a/leak.png: same bytes in train, test",
                              "train/a/scene2.png, test/b/wrong.png: same bytes in train, test"}));
        QCOMPARE(told(*health, FindingKind::DuplicateAcrossClasses, folder),
                 QStringList{"train/a/scene2.png, test/b/wrong.png: same bytes in a, b"});
        QCOMPARE(health->findings.size(), std::size_t(3));
    }

    void measuresImages()
    {
        Folder folder;
        folder.writeScenes("a", 10);
        folder.writeScenes("b", 10);
        folder.write("a/large.jpg", testScene(1000, 150, 1), 90);
        folder.write("a/limit.png", testScene(32, 160, 2));
        folder.write("a/line.png", testScene(8, 41, 3));
        folder.write("a/tiny.jpg", testScene(31, 40, 4), 90);
        auto dataset = folder.scan();
        VERIFY_RESULT(dataset);
        const auto health = DatasetHealth::check(*dataset, 2);
        VERIFY_RESULT(health);
        QCOMPARE(told(*health, FindingKind::TinyImage, folder),
                 (QStringList{"a/line.png: 8 × 41 pixels", "a/tiny.jpg: 31 × 40 pixels"}));
        QCOMPARE(told(*health, FindingKind::ExtremeAspect, folder),
                 (QStringList{"a/large.jpg: 6.7:1", "a/line.png: 5.1:1"}));
        QCOMPARE(health->findings.size(), std::size_t(4));
    }

    void countsImagesPerClass()
    {
        Folder folder;
        folder.writeScenes("a", 46);
        folder.writeScenes("b", 9);
        folder.writeScenes("c", 10);
        auto dataset = folder.scan();
        VERIFY_RESULT(dataset);
        const auto health = DatasetHealth::check(*dataset, 2);
        VERIFY_RESULT(health);
        QCOMPARE(told(*health, FindingKind::FewImages, folder),
                 QStringList{": images in b: 9; 10 or more make a usable class"});
        QCOMPARE(told(*health, FindingKind::ClassImbalance, folder),
                 QStringList{": images in a: 46, in b: 9"});
        QCOMPARE(health->findings.size(), std::size_t(2));
    }

    void comparesFlatPicturesByTheirBytesOnly()
    {
        Folder folder;
        folder.writeScenes("a", 10);
        folder.writeScenes("b", 10);
        folder.write("a/black.png", Image{64, 64, std::vector<std::uint8_t>(64 * 64 * 3, 0)});
        folder.write("a/white.png", Image{64, 64, std::vector<std::uint8_t>(64 * 64 * 3, 255)});
        folder.copy("a/white.png", "a/white2.png");
        auto dataset = folder.scan();
        VERIFY_RESULT(dataset);
        const auto health = DatasetHealth::check(*dataset, 2);
        VERIFY_RESULT(health);
        QCOMPARE(told(*health, FindingKind::ExactDuplicate, folder),
                 QStringList{"a/white.png, a/white2.png: same bytes"});
        QCOMPARE(health->findings.size(), std::size_t(1));
    }

    void stopsWhenCancelled()
    {
        Folder folder;
        folder.writeScenes("a", 10);
        folder.writeScenes("b", 10);
        auto dataset = folder.scan();
        VERIFY_RESULT(dataset);
        CancelToken cancel;
        std::size_t read = 0;
        const auto health = DatasetHealth::check(*dataset, 1, cancel, [&](std::size_t done) {
            read = done;
            if (done == 3)
                cancel.cancel();
        });
        QVERIFY(!health);
        QCOMPARE(health.error().code, ErrorCode::Cancelled);
        QCOMPARE(read, std::size_t(3));
        QCOMPARE(dataset->items.size(), std::size_t(20));
    }
};

QTEST_GUILESS_MAIN(DatasetHealthTest)
#include "tst_datasethealth.moc"
