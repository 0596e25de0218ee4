// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Paths.h"
#include "core/data/ImageDecoder.h"
#include "core/data/PictureLooks.h"
#include "tests/data/Pictures.h"
#include "tests/support/Verify.h"

#include <QImage>
#include <QTemporaryDir>

#include <fcntl.h>
#include <sys/stat.h>

using namespace cultivar;

namespace {

void save(const Image& image, const QString& path)
{
    QVERIFY(QImage(image.rgb.data(), image.width, image.height, image.width * 3, QImage::Format_RGB888)
                .save(path));
}

} // namespace

class PictureLooksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksAtAPicture()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("a.png");
        save(testScene(120, 80, 1), path);
        const auto look = PictureLooks().at(toPath(path));
        VERIFY_RESULT(look);
        QCOMPARE(look->width, 120);
        QCOMPARE(look->height, 80);
        QCOMPARE(look->hash.bits, PerceptualHash::of(*ImageDecoder::decode(toPath(path), 64)).bits);
    }

    /// Bytes that change behind an unchanged size and time are not read again.
    void remembersUnchangedFiles()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("a.png");
        save(testScene(64, 64, 1), path);
        PictureLooks looks;
        const auto first = looks.at(toPath(path));
        VERIFY_RESULT(first);
        struct stat before;
        QCOMPARE(::stat(qPrintable(path), &before), 0);
        QVERIFY(writeFile(path, QByteArray(qsizetype(before.st_size), 'x')));
        const timespec times[] = {before.st_atim, before.st_mtim};
        QCOMPARE(::utimensat(AT_FDCWD, qPrintable(path), times, 0), 0);
        QVERIFY(QFile::rename(path, folder.filePath("b.png")));
        const auto again = looks.at(toPath(folder.filePath("b.png")));
        VERIFY_RESULT(again);
        QCOMPARE(again->hash.bits, first->hash.bits);
        QVERIFY(!PictureLooks().at(toPath(folder.filePath("b.png"))));
    }

    void looksAgainAtChangedFiles()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("a.png");
        save(testScene(64, 64, 1), path);
        PictureLooks looks;
        VERIFY_RESULT(looks.at(toPath(path)));
        save(testScene(96, 64, 2), path);
        QCOMPARE(looks.at(toPath(path))->width, 96);
        QVERIFY(writeFile(path, "no picture"));
        QCOMPARE(looks.at(toPath(path)).error().code, ErrorCode::UnsupportedImage);
        QVERIFY(QFile::rename(path, folder.filePath("b.png")));
        const auto damaged = looks.at(toPath(folder.filePath("b.png")));
        QCOMPARE(damaged.error().code, ErrorCode::UnsupportedImage);
        QCOMPARE(damaged.error().path, toPath(folder.filePath("b.png")));
        QCOMPARE(looks.at(toPath(path)).error().code, ErrorCode::FileNotFound);
    }
};

QTEST_GUILESS_MAIN(PictureLooksTest)
#include "tst_picturelooks.moc"
