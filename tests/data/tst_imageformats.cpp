// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ImageDecoder.h"
#include "tests/data/PillowPictures.h"
#include "tests/support/Verify.h"

using namespace cultivar;

/// Golden pixels of every format.
class ImageFormatsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithPillow_data();
    void agreesWithPillow();
    void scalesJpegByDct();

private:
    PillowPictures m_pictures;
};

void ImageFormatsTest::agreesWithPillow_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("needs Pillow") << QString();
    for (const QString& name : m_pictures.golden())
        QTest::newRow(qPrintable(name)) << name;
}

void ImageFormatsTest::agreesWithPillow()
{
    if (!m_pictures.exist())
        QSKIP("Pillow is not installed");
    QFETCH(QString, name);
    if (name.isEmpty())
        return;
    const auto image = ImageDecoder::decode(toPath(m_pictures.at(name)));
    VERIFY_RESULT(image);
    QCOMPARE(QByteArray::number(image->width) + ' ' + QByteArray::number(image->height),
             m_pictures.bytes(name + ".size"));
    const auto difference = Difference::between(bytesOf(*image), m_pictures.bytes(name + ".rgb"));
    // Blending on white, CMYK and 16 bits may round differently by one level; everything else is exact.
    const bool mayRound =
        name.contains("alpha") || name.contains("cmyk") || name.contains("deep") || name.contains("16");
    QVERIFY2(difference.largest <= (mayRound ? 1 : 0),
             qPrintable(QString("largest %1, mean %2").arg(difference.largest).arg(difference.mean)));
}

void ImageFormatsTest::scalesJpegByDct()
{
    if (!m_pictures.exist())
        QSKIP("Pillow is not installed");
    const QByteArray bytes = m_pictures.bytes("big.jpg"); // 640 × 480
    for (const auto& [shortSide, height] :
         {std::pair{60, 60}, {61, 120}, {200, 240}, {256, 300}, {480, 480}, {900, 480}, {0, 480}}) {
        const auto image = ImageDecoder::decode(QByteArrayView(bytes), shortSide);
        VERIFY_RESULT(image);
        QCOMPARE(image->height, height);
        QCOMPARE(image->width, height * 4 / 3);
    }
}

QTEST_GUILESS_MAIN(ImageFormatsTest)
#include "tst_imageformats.moc"
