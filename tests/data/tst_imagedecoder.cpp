// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ImageDecoder.h"
#include "tests/data/Pictures.h"
#include "tests/data/Python.h"
#include "tests/support/Verify.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QtEndian>

#include <sys/stat.h>
#include <unistd.h>

using namespace cultivar;

class TestImageDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void agreesWithPillow_data();
    void agreesWithPillow();
    void sixteenBitGreyKeepsItsLevels();
    void scalesJpegByDct();
    void refusesCutJpeg_data();
    void refusesCutJpeg();
    void refusesOtherCutFiles_data();
    void refusesOtherCutFiles();
    void refusesPngWithoutItsEnd();
    void acceptsHarmlessExtraBytes();
    void refusesDamagedJpeg();
    void refusesTooManyScans();
    void refusesHugeHeaders_data();
    void refusesHugeHeaders();
    void refusesWhatIsNoRegularFile();
    void tellsTheTypeFromTheContent();
    void survivesMutations();
    void survivesRealMess();

private:
    QString at(const QString& name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder;
    bool m_hasPillow = false;
};

namespace {

/// Writes one file per case and beside it, as NAME.rgb, what Pillow reads back: upright, on white, first
/// frame.
const char* const kMakeFiles = R"(
import sys, random, os
from PIL import Image, ImageOps
d = sys.argv[1]
random.seed(1)
W, H = 83, 61
im = Image.effect_noise((W, H), 30).convert('RGB')
px = im.load()
for y in range(H):
    for x in range(W):
        n = px[x, y][0] - 128
        px[x, y] = (x * 3 % 256, min(255, max(0, y * 4 + n // 4)), (x * y) % 200)
soft = im.resize((20, 15)).resize((W, H), 3)
rgba = soft.copy(); rgba.putalpha(Image.linear_gradient('L').resize((W, H)))
def exif(o):
    e = Image.Exif(); e[0x0112] = o; return e.tobytes()
def keep(name, image, **kw):
    p = os.path.join(d, name); image.save(p, **kw)
    r = Image.open(p)
    if not name.endswith('.tif'): r = ImageOps.exif_transpose(r) # Pillow turns a TIFF by itself
    if r.mode in ('RGBA', 'LA', 'PA') or 'transparency' in r.info:
        r = r.convert('RGBA'); w = Image.new('RGBA', r.size, 'white'); w.alpha_composite(r); r = w
    r = r.convert('RGB')
    open(p + '.rgb', 'wb').write(r.tobytes()); open(p + '.size', 'w').write('%d %d' % r.size)
keep('baseline.jpg', soft, quality=92, subsampling=0)
keep('subsampled.jpg', soft, quality=85)
keep('progressive.jpg', soft, quality=85, progressive=True)
keep('grey.jpg', soft.convert('L'), quality=90)
keep('cmyk.jpg', soft.convert('CMYK'), quality=95)
for o in range(1, 9):
    keep('exif%d.jpg' % o, soft, exif=exif(o))
keep('rgb.png', im)
keep('palette.png', im.quantize(50))
keep('palette_alpha.png', im.quantize(50), transparency=3)
keep('one_bit.png', im.convert('1'))
keep('grey.png', im.convert('L'))
keep('alpha.png', rgba)
keep('grey_alpha.png', rgba.convert('LA'))
keep('interlaced.gif', im.quantize(64), interlace=True)
keep('animated.gif', im.quantize(64), save_all=True, append_images=[soft.quantize(64)])
keep('rgb.bmp', im)
keep('palette.bmp', im.quantize(50))
keep('one_bit.bmp', im.convert('1'))
keep('lossless.webp', im, lossless=True)
keep('alpha.webp', rgba, lossless=True, exact=True)
keep('plain.tif', im)
keep('lzw.tif', im, compression='tiff_lzw')
keep('grey.tif', im.convert('L'), compression='tiff_adobe_deflate')
keep('alpha.tif', rgba)
keep('plain.ppm', im)
keep('plain.pgm', im.convert('L'))
for o in (3, 6, 8):
    keep('exif%d.png' % o, im, exif=exif(o))
    keep('exif%d.webp' % o, im, lossless=True, exif=exif(o))
    keep('exif%d.tif' % o, im, tiffinfo={0x0112: o})
b = bytearray(open(d + '/rgb.bmp', 'rb').read()); b[22:26] = (-H).to_bytes(4, 'little', signed=True)
open(d + '/topdown.bmp', 'wb').write(b); t = Image.open(d + '/topdown.bmp').convert('RGB')
open(d + '/topdown.bmp.rgb', 'wb').write(t.tobytes()); open(d + '/topdown.bmp.size', 'w').write('%d %d' % t.size)
g = Image.new('I', (256, 1)); g.putdata([v * 257 for v in range(256)]); g.save(d + '/grey16.png')
big = soft.resize((640, 480), 3); big.save(d + '/big.jpg', quality=90); big.save(d + '/bigp.jpg', quality=90, progressive=True)
)";

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

qsizetype firstScan(const QByteArray& jpeg)
{
    return jpeg.indexOf(QByteArray("\xff\xda"));
}

} // namespace

void TestImageDecoder::initTestCase()
{
    m_hasPillow = Python::hasModules("PIL");
    if (m_hasPillow)
        QVERIFY(!Python::run(kMakeFiles, {m_folder.path()}).isNull());
}

void TestImageDecoder::agreesWithPillow_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("needs Pillow") << QString();
    for (const QString& name : QDir(m_folder.path()).entryList({"*.rgb"}))
        QTest::newRow(qPrintable(name.chopped(4))) << name.chopped(4);
}

void TestImageDecoder::agreesWithPillow()
{
    if (!m_hasPillow)
        QSKIP("Pillow is not installed");
    QFETCH(QString, name);
    if (name.isEmpty())
        return;
    const auto image = ImageDecoder::decode(toPath(at(name)));
    VERIFY_RESULT(image);
    QCOMPARE(QByteArray::number(image->width) + ' ' + QByteArray::number(image->height),
             readFile(at(name + ".size")));
    const auto difference = Difference::between(bytesOf(*image), readFile(at(name + ".rgb")));
    // Blending on white and CMYK may round differently by one level; everything else is the same decoder's
    // work.
    const bool mayRound = name.contains("alpha") || name.contains("cmyk");
    QVERIFY2(difference.largest <= (mayRound ? 1 : 0),
             qPrintable(QString("largest %1, mean %2").arg(difference.largest).arg(difference.mean)));
}

void TestImageDecoder::sixteenBitGreyKeepsItsLevels()
{
    if (!m_hasPillow)
        QSKIP("Pillow is not installed");
    const auto image = ImageDecoder::decode(toPath(at("grey16.png")));
    VERIFY_RESULT(image);
    QCOMPARE(image->width, 256);
    for (int x = 0; x < 256; ++x)
        QVERIFY(std::abs(int(image->rgb[std::size_t(x) * 3]) - x) <= 1);
}

void TestImageDecoder::scalesJpegByDct()
{
    if (!m_hasPillow)
        QSKIP("Pillow is not installed");
    const QByteArray bytes = readFile(at("big.jpg")); // 640 × 480
    for (const auto& [shortSide, height] :
         {std::pair{60, 60}, {61, 120}, {200, 240}, {256, 300}, {480, 480}, {900, 480}, {0, 480}}) {
        const auto image = ImageDecoder::decode(QByteArrayView(bytes), shortSide);
        VERIFY_RESULT(image);
        QCOMPARE(image->height, height);
        QCOMPARE(image->width, height * 4 / 3);
    }
}

void TestImageDecoder::refusesCutJpeg_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("percent");
    for (const char* name : {"big.jpg", "bigp.jpg"}) {
        for (const int percent : {2, 20, 50, 80, 99})
            QTest::addRow("%s %d", name, percent) << QString(name) << percent;
    }
}

void TestImageDecoder::refusesCutJpeg()
{
    if (!m_hasPillow)
        QSKIP("Pillow is not installed");
    QFETCH(QString, name);
    QFETCH(int, percent);
    const QByteArray whole = readFile(at(name));
    for (const int shortSide : {0, 100}) {
        VERIFY_RESULT(ImageDecoder::decode(QByteArrayView(whole), shortSide));
        const auto cut =
            ImageDecoder::decode(QByteArrayView(whole).first(whole.size() * percent / 100), shortSide);
        QVERIFY(!cut);
        QVERIFY2(isDamage(cut.error().code), qPrintable(cut.error().detail));
    }
}

void TestImageDecoder::refusesOtherCutFiles_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"rgb.png", "interlaced.gif", "rgb.bmp", "palette.bmp", "lossless.webp",
                             "plain.tif", "lzw.tif", "plain.ppm", "plain.pgm"})
        QTest::newRow(name) << QString(name);
}

void TestImageDecoder::refusesOtherCutFiles()
{
    if (!m_hasPillow)
        QSKIP("Pillow is not installed");
    QFETCH(QString, name);
    const QByteArray whole = readFile(at(name));
    for (const int percent : {5, 30, 60, 90}) {
        const auto cut = ImageDecoder::decode(QByteArrayView(whole).first(whole.size() * percent / 100));
        QVERIFY2(!cut, qPrintable(QString("%1 % was accepted").arg(percent)));
        QVERIFY2(isDamage(cut.error().code), qPrintable(cut.error().detail));
    }
}

void TestImageDecoder::refusesPngWithoutItsEnd()
{
    if (!m_hasPillow)
        QSKIP("Pillow is not installed");
    const QByteArray whole = readFile(at("rgb.png"));
    constexpr qsizetype kEndChunk = 12;
    const auto cut = ImageDecoder::decode(QByteArrayView(whole).chopped(kEndChunk));
    QVERIFY(!cut);
    QCOMPARE(cut.error().code, ErrorCode::TruncatedImage);
}

void TestImageDecoder::acceptsHarmlessExtraBytes()
{
    if (!m_hasPillow)
        QSKIP("Pillow is not installed");
    const QByteArray whole = readFile(at("baseline.jpg"));
    QByteArray stuffed = whole;
    stuffed.insert(firstScan(whole), QByteArray(7, '\0'));
    const auto image = ImageDecoder::decode(QByteArrayView(stuffed));
    VERIFY_RESULT(image);
    QCOMPARE(bytesOf(*image), readFile(at("baseline.jpg.rgb")));
    VERIFY_RESULT(ImageDecoder::decode(QByteArrayView(whole + QByteArray(5000, 'x'))));
}

void TestImageDecoder::refusesDamagedJpeg()
{
    if (!m_hasPillow)
        QSKIP("Pillow is not installed");
    QByteArray bytes = readFile(at("big.jpg"));
    const qsizetype middle = (firstScan(bytes) + bytes.size()) / 2;
    bytes.replace(middle, 400, QByteArray(400, '\x5a'));
    bytes.replace(middle + 100, 2, QByteArray("\xff\xd9"));
    const auto image = ImageDecoder::decode(QByteArrayView(bytes));
    QVERIFY(!image);
    QVERIFY(isDamage(image.error().code));
}

void TestImageDecoder::refusesTooManyScans()
{
    if (!m_hasPillow)
        QSKIP("Pillow is not installed");
    const QByteArray whole = readFile(at("bigp.jpg"));
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

void TestImageDecoder::refusesHugeHeaders_data()
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

void TestImageDecoder::refusesHugeHeaders()
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

void TestImageDecoder::refusesWhatIsNoRegularFile()
{
    const auto codeOf = [](const std::filesystem::path& path) {
        return ImageDecoder::decode(path).error().code;
    };
    const auto pipe = toPath(at("pipe.jpg"));
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    QCOMPARE(codeOf(pipe), ErrorCode::NotARegularFile);
    QCOMPARE(codeOf("/dev/zero"), ErrorCode::NotARegularFile);
    QCOMPARE(codeOf(toPath(m_folder.path())), ErrorCode::NotARegularFile);
    QCOMPARE(codeOf(toPath(at("missing"))), ErrorCode::FileNotFound);
    QVERIFY(writeFile(at("empty.jpg"), {}));
    QCOMPARE(codeOf(toPath(at("empty.jpg"))), ErrorCode::EmptyFile);
    const auto error = ImageDecoder::decode(toPath(at("empty.jpg"))).error();
    QCOMPARE(error.path, toPath(at("empty.jpg")));
    if (::geteuid() != 0) {
        QVERIFY(writeFile(at("locked.jpg"), "x") && QFile::setPermissions(at("locked.jpg"), {}));
        QCOMPARE(codeOf(toPath(at("locked.jpg"))), ErrorCode::PermissionDenied);
    }
}

void TestImageDecoder::tellsTheTypeFromTheContent()
{
    QCOMPARE(ImageDecoder::decode(QByteArrayView("BM is how this text begins")).error().code,
             ErrorCode::UnsupportedImage);
    QCOMPARE(ImageDecoder::decode(QByteArrayView("<svg xmlns='x'/>")).error().code,
             ErrorCode::UnsupportedImage);
    if (!m_hasPillow)
        QSKIP("Pillow is not installed");
    QVERIFY(QFile::copy(at("rgb.png"), at("wrong.jpg")));
    VERIFY_RESULT(ImageDecoder::decode(toPath(at("wrong.jpg"))));
}

void TestImageDecoder::survivesMutations()
{
    if (!m_hasPillow)
        QSKIP("Pillow is not installed");
    Random random{1};
    int accepted = 0;
    for (const char* name :
         {"baseline.jpg", "progressive.jpg", "cmyk.jpg", "exif6.jpg", "palette.png", "exif6.png",
          "animated.gif", "palette.bmp", "alpha.webp", "lzw.tif", "plain.ppm"}) {
        const QByteArray whole = readFile(at(name));
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

void TestImageDecoder::survivesRealMess()
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

QTEST_GUILESS_MAIN(TestImageDecoder)
#include "tst_imagedecoder.moc"
