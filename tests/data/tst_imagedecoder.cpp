// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ImageDecoder.h"
#include "tests/data/Pictures.h"
#include "tests/support/Verify.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtEndian>

#include <sys/stat.h>
#include <unistd.h>

using namespace cultivar;

class ImageDecoderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesHugeHeaders_data();
    void refusesHugeHeaders();
    void refusesWhatIsNoRegularFile();
    void tellsTheTypeFromTheContent();

private:
    QTemporaryDir m_folder;
};

namespace {

QByteArray pngHeaderOnly(quint32 width, quint32 height)
{
    QByteArray bytes("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", 16);
    QByteArray header(13, '\0');
    qToBigEndian(width, header.data());
    qToBigEndian(height, header.data() + 4);
    header[8] = 1; // bit per pixel, grey
    bytes += header;
    quint32 crc = ~0u;
    for (const char c : QByteArray("IHDR") + header) {
        crc ^= uchar(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320u : 0u);
    }
    QByteArray tail(4, '\0');
    qToBigEndian(~crc, tail.data());
    return bytes + tail + QByteArray(24, '\0');
}

bool isDamage(ErrorCode code)
{
    return code == ErrorCode::TruncatedImage || code == ErrorCode::DamagedImage;
}

} // namespace

void ImageDecoderTest::refusesHugeHeaders_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("PNG 100,000 squared") << pngHeaderOnly(100'000, 100'000);
    QTest::newRow("PNG 2^31-1") << pngHeaderOnly(0x7fffffff, 0x7fffffff);
    QTest::newRow("PNG just above the cap") << pngHeaderOnly(10'001, 10'000);
    QTest::newRow("PNG 0") << pngHeaderOnly(0, 0);
    QByteArray bmp("BM\x36\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\0\0\x10\0\0\0\x10\0\1\0\x18\0\0\0\0\0", 34);
    QTest::newRow("BMP 1,048,576 squared") << bmp + QByteArray(20, '\0');
    QTest::newRow("JPEG 65,500 squared")
        << QByteArray("\xff\xd8\xff\xc0\0\x0b\x08\xff\xdc\xff\xdc\1\1\x11\0\xff\xda\0\x08\1\1\0\0\x3f\0", 25);
    QTest::newRow("GIF 65,535 squared")
        << QByteArray("GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\2\1\0\0;", 28);
}

void ImageDecoderTest::refusesHugeHeaders()
{
    QFETCH(QByteArray, bytes);
    QElapsedTimer timer;
    timer.start();
    const auto image = ImageDecoder::decode(QByteArrayView(bytes));
    QVERIFY(!image);
    QVERIFY2(image.error().code == ErrorCode::ImageTooLarge || isDamage(image.error().code) ||
                 image.error().code == ErrorCode::UnsupportedImage,
             qPrintable(image.error().detail));
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

void ImageDecoderTest::refusesWhatIsNoRegularFile()
{
    const auto codeOf = [](const std::filesystem::path& path) {
        return ImageDecoder::decode(path).error().code;
    };
    const auto pipe = toPath(m_folder.filePath("pipe.jpg"));
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    QCOMPARE(codeOf(pipe), ErrorCode::NotARegularFile);
    QCOMPARE(codeOf("/dev/zero"), ErrorCode::NotARegularFile);
    QCOMPARE(codeOf(toPath(m_folder.path())), ErrorCode::NotARegularFile);
    QCOMPARE(codeOf(toPath(m_folder.filePath("missing"))), ErrorCode::FileNotFound);
    QVERIFY(writeFile(m_folder.filePath("empty.jpg"), {}));
    QCOMPARE(codeOf(toPath(m_folder.filePath("empty.jpg"))), ErrorCode::EmptyFile);
    const auto error = ImageDecoder::decode(toPath(m_folder.filePath("empty.jpg"))).error();
    QCOMPARE(error.path, toPath(m_folder.filePath("empty.jpg")));
    if (::geteuid() != 0) {
        QVERIFY(writeFile(m_folder.filePath("locked.jpg"), "x") &&
                QFile::setPermissions(m_folder.filePath("locked.jpg"), {}));
        QCOMPARE(codeOf(toPath(m_folder.filePath("locked.jpg"))), ErrorCode::PermissionDenied);
    }
}

void ImageDecoderTest::tellsTheTypeFromTheContent()
{
    QCOMPARE(ImageDecoder::decode(QByteArrayView("BM is how this text begins")).error().code,
             ErrorCode::UnsupportedImage);
    QCOMPARE(ImageDecoder::decode(QByteArrayView("<svg xmlns='x'/>")).error().code,
             ErrorCode::UnsupportedImage);
    QCOMPARE(ImageDecoder::decode(QByteArrayView("\0\0\0\x20"
                                                 "ftypisom\0\0\2\0isomiso2",
                                                 24))
                 .error()
                 .code,
             ErrorCode::UnsupportedImage); // a film
    QVERIFY(writeFile(m_folder.filePath("wrong.jpg"), "P6\n1 1\n255\nabc"));
    const auto image = ImageDecoder::decode(toPath(m_folder.filePath("wrong.jpg")));
    VERIFY_RESULT(image);
    QCOMPARE(bytesOf(*image), QByteArray("abc"));
}

QTEST_GUILESS_MAIN(ImageDecoderTest)
#include "tst_imagedecoder.moc"
