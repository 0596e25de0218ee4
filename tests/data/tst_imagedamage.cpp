// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ImageDecoder.h"
#include "tests/data/PillowPictures.h"
#include "tests/support/Verify.h"

#include <QDirIterator>

using namespace cultivar;

class ImageDamageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesCutJpeg_data();
    void refusesCutJpeg();
    void refusesOtherCutFiles_data();
    void refusesOtherCutFiles();
    void refusesPngWithoutItsEnd();
    void acceptsHarmlessExtraBytes();
    void refusesDamagedJpeg();
    void refusesTooManyScans();
    void survivesMutations();
    void survivesRealMess();

private:
    PillowPictures m_pictures;
};

namespace {

bool isDamage(ErrorCode code)
{
    return code == ErrorCode::TruncatedImage || code == ErrorCode::DamagedImage;
}

qsizetype firstScan(const QByteArray& jpeg)
{
    return jpeg.indexOf(QByteArray("\xff\xda"));
}

} // namespace

void ImageDamageTest::refusesCutJpeg_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("percent");
    for (const char* name : {"big.jpg", "bigp.jpg"}) {
        for (const int percent : {2, 20, 50, 80, 99})
            QTest::newRow(qPrintable(QString("%1 %2").arg(name).arg(percent))) << QString(name) << percent;
    }
}

void ImageDamageTest::refusesCutJpeg()
{
    if (!m_pictures.exist())
        QSKIP("Pillow is not installed");
    QFETCH(QString, name);
    QFETCH(int, percent);
    const QByteArray whole = m_pictures.bytes(name);
    for (const int shortSide : {0, 100}) {
        VERIFY_RESULT(ImageDecoder::decode(QByteArrayView(whole), shortSide));
        const auto cut =
            ImageDecoder::decode(QByteArrayView(whole).first(whole.size() * percent / 100), shortSide);
        QVERIFY(!cut);
        QVERIFY2(isDamage(cut.error().code), qPrintable(cut.error().detail));
    }
}

void ImageDamageTest::refusesOtherCutFiles_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"rgb.png", "interlaced.gif", "rgb.bmp", "palette.bmp", "lossless.webp",
                             "plain.tif", "lzw.tif", "plain.ppm", "plain.pgm"})
        QTest::newRow(name) << QString(name);
}

void ImageDamageTest::refusesOtherCutFiles()
{
    if (!m_pictures.exist())
        QSKIP("Pillow is not installed");
    QFETCH(QString, name);
    const QByteArray whole = m_pictures.bytes(name);
    for (const int percent : {5, 30, 60, 90}) {
        const auto cut = ImageDecoder::decode(QByteArrayView(whole).first(whole.size() * percent / 100));
        QVERIFY2(!cut, qPrintable(QString("%1 % was accepted").arg(percent)));
        QVERIFY2(isDamage(cut.error().code), qPrintable(cut.error().detail));
    }
}

void ImageDamageTest::refusesPngWithoutItsEnd()
{
    if (!m_pictures.exist())
        QSKIP("Pillow is not installed");
    const QByteArray whole = m_pictures.bytes("rgb.png");
    constexpr qsizetype kEndChunk = 12;
    const auto cut = ImageDecoder::decode(QByteArrayView(whole).chopped(kEndChunk));
    QVERIFY(!cut);
    QCOMPARE(cut.error().code, ErrorCode::TruncatedImage);
}

void ImageDamageTest::acceptsHarmlessExtraBytes()
{
    if (!m_pictures.exist())
        QSKIP("Pillow is not installed");
    const QByteArray whole = m_pictures.bytes("baseline.jpg");
    QByteArray stuffed = whole;
    stuffed.insert(firstScan(whole), QByteArray(7, '\0'));
    const auto image = ImageDecoder::decode(QByteArrayView(stuffed));
    VERIFY_RESULT(image);
    QCOMPARE(bytesOf(*image), m_pictures.bytes("baseline.jpg.rgb"));
    VERIFY_RESULT(ImageDecoder::decode(QByteArrayView(whole + QByteArray(5000, 'x'))));
}

void ImageDamageTest::refusesDamagedJpeg()
{
    if (!m_pictures.exist())
        QSKIP("Pillow is not installed");
    QByteArray bytes = m_pictures.bytes("big.jpg");
    const qsizetype middle = (firstScan(bytes) + bytes.size()) / 2;
    bytes.replace(middle, 400, QByteArray(400, '\x5a'));
    bytes.replace(middle + 100, 2, QByteArray("\xff\xd9"));
    const auto image = ImageDecoder::decode(QByteArrayView(bytes));
    QVERIFY(!image);
    QVERIFY(isDamage(image.error().code));
}

void ImageDamageTest::refusesTooManyScans()
{
    if (!m_pictures.exist())
        QSKIP("Pillow is not installed");
    const QByteArray whole = m_pictures.bytes("bigp.jpg");
    const qsizetype from = firstScan(whole);
    qsizetype to = from + 2;
    while (whole[to] != '\xff' || whole[to + 1] == '\0')
        ++to;
    QByteArray bomb = whole.first(to); // the first scan once more, and once more, …
    for (int i = 0; i < 1000; ++i)
        bomb += whole.sliced(from, to - from);
    const auto image = ImageDecoder::decode(QByteArrayView(bomb + whole.sliced(to)));
    QVERIFY(!image);
    QCOMPARE(image.error().code, ErrorCode::DamagedImage);
    QCOMPARE(image.error().detail, QString("too many scans"));
}

void ImageDamageTest::survivesMutations()
{
    if (!m_pictures.exist())
        QSKIP("Pillow is not installed");
    Random random{1};
    int accepted = 0;
    for (const char* name :
         {"baseline.jpg", "progressive.jpg", "cmyk.jpg", "exif6.jpg", "palette.png", "exif6.png",
          "animated.gif", "palette.bmp", "alpha.webp", "lzw.tif", "plain.ppm"}) {
        const QByteArray whole = m_pictures.bytes(name);
        for (int i = 0; i < 60; ++i) {
            QByteArray mutant = whole;
            for (int change = 0; change < 4; ++change)
                mutant[qsizetype(random.below(std::size_t(mutant.size())))] = char(random.below(256));
            const auto image = ImageDecoder::decode(QByteArrayView(mutant));
            accepted += image.has_value();
            QVERIFY(!image ||
                    image->rgb.size() == std::size_t(image->width) * std::size_t(image->height) * 3);
        }
    }
    QVERIFY(accepted > 0);
}

void ImageDamageTest::survivesRealMess()
{
    const QString data = qEnvironmentVariable("CULTIVAR_TEST_DATA");
    if (data.isEmpty() || !QDir(data + "/messy").exists())
        QSKIP("CULTIVAR_TEST_DATA names no folder with messy/");
    QDirIterator files(data + "/messy", QDir::Files, QDirIterator::Subdirectories);
    int accepted = 0;
    int refused = 0;
    while (files.hasNext()) {
        const QString path = files.next();
        const auto image = ImageDecoder::decode(toPath(path), 256);
        ++(image ? accepted : refused);
        QVERIFY(image || image.error().path == toPath(path));
        if (!image)
            qInfo("%s: %d %s", qPrintable(path.mid(data.size())), int(image.error().code),
                  qPrintable(image.error().detail));
    }
    qInfo("%d accepted, %d refused", accepted, refused);
    QVERIFY(accepted > refused);
}

QTEST_GUILESS_MAIN(ImageDamageTest)
#include "tst_imagedamage.moc"
