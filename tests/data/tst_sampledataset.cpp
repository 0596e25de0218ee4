// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FolderScanner.h"
#include "core/data/ImageDecoder.h"
#include "core/data/SampleDataset.h"
#include "tests/data/Pictures.h"
#include "tests/support/Verify.h"

#include <QTemporaryDir>

using namespace cultivar;

class TestSampleDataset : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void scansAsFiveFullClasses();
    void picturesDiffer();
    void sameSeedDrawsTheSame();
    void keepsWhatIsThere();
    void cancels();
    void refusesAFileInItsPlace();

private:
    std::filesystem::path folder() const { return toPath(m_folder.filePath("sample")); }
    QTemporaryDir m_folder;
    int m_reports = 0;
};

void TestSampleDataset::initTestCase()
{
    VERIFY_RESULT(SampleDataset::write(folder(), 1, {}, [this](int, int) { ++m_reports; }));
    QCOMPARE(m_reports, 300);
}

void TestSampleDataset::scansAsFiveFullClasses()
{
    const auto dataset = FolderScanner::scan(folder());
    VERIFY_RESULT(dataset);
    QCOMPARE(dataset->classes, SampleDataset::classes());
    QCOMPARE(dataset->imagesPerClass(), std::vector<int>(5, SampleDataset::kImagesPerClass));
    QVERIFY(dataset->skipped.empty());
    for (const auto& item : dataset->items) {
        const auto image = ImageDecoder::decode(item.path);
        VERIFY_RESULT(image);
        QCOMPARE(image->width, 160);
        QCOMPARE(image->height, 160);
    }
}

void TestSampleDataset::picturesDiffer()
{
    QSet<QByteArray> contents;
    const auto dataset = FolderScanner::scan(folder());
    VERIFY_RESULT(dataset);
    for (const auto& item : dataset->items)
        contents.insert(readFile(toQString(item.path)));
    QCOMPARE(contents.size(), 300);
}

void TestSampleDataset::sameSeedDrawsTheSame()
{
    const QString first = m_folder.filePath("sample/Maple/07.png");
    const QByteArray before = readFile(first);
    QVERIFY(QFile::remove(first));
    VERIFY_RESULT(SampleDataset::write(folder(), 1));
    QCOMPARE(readFile(first), before);
    QVERIFY(QFile::remove(first));
    VERIFY_RESULT(SampleDataset::write(folder(), 2));
    QVERIFY(readFile(first) != before);
}

void TestSampleDataset::keepsWhatIsThere()
{
    const QString own = m_folder.filePath("sample/Oak/01.png");
    QVERIFY(writeFile(own, "mine"));
    VERIFY_RESULT(SampleDataset::write(folder(), 1));
    QCOMPARE(readFile(own), QByteArray("mine"));
}

void TestSampleDataset::cancels()
{
    CancelToken cancel;
    int reports = 0;
    const auto result =
        SampleDataset::write(toPath(m_folder.filePath("cancelled")), 1, cancel, [&](int done, int) {
            reports = done;
            if (done == 3)
                cancel.cancel();
        });
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
    QCOMPARE(reports, 3);
}

void TestSampleDataset::refusesAFileInItsPlace()
{
    QVERIFY(writeFile(m_folder.filePath("file"), "x"));
    const auto result = SampleDataset::write(toPath(m_folder.filePath("file")));
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::WriteFailed);
}

QTEST_GUILESS_MAIN(TestSampleDataset)
#include "tst_sampledataset.moc"
