// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ExifOrientation.h"
#include "core/data/ImageDecoder.h"
#include "tests/data/Pictures.h"
#include "tests/support/Verify.h"

#include <QTemporaryDir>

#include <libheif/heif.h>

using namespace cultivar;

namespace {

struct Encoding
{
    heif_compression_format format = heif_compression_HEVC;
    int orientation = 1;     // by irot and imir
    int exifOrientation = 0; // 0: no Exif
    bool hasAlpha = false;   // 255 at the left, falling to the right
    bool isPremultiplied = false;
    int bits = 8;
};

int alphaAt(int x, int width)
{
    return 255 - x * 255 / (width - 1);
}

bool hasEncoder(heif_compression_format format)
{
    const heif_encoder_descriptor* found = nullptr;
    return heif_context_get_encoder_descriptors(nullptr, format, nullptr, &found, 1) > 0;
}

heif_image* heifImageOf(const Image& image, const Encoding& how)
{
    heif_image* heif = nullptr;
    const int channels = how.hasAlpha ? 4 : 3;
    const bool isDeep = how.bits > 8;
    heif_image_create(image.width, image.height, heif_colorspace_RGB,
                      isDeep         ? heif_chroma_interleaved_RRGGBB_LE
                      : how.hasAlpha ? heif_chroma_interleaved_RGBA
                                     : heif_chroma_interleaved_RGB,
                      &heif);
    heif_image_add_plane(heif, heif_channel_interleaved, image.width, image.height, how.bits);
    int stride = 0;
    std::uint8_t* plane = heif_image_get_plane(heif, heif_channel_interleaved, &stride);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const std::uint8_t* rgb =
                image.rgb.data() + (std::size_t(y) * std::size_t(image.width) + std::size_t(x)) * 3;
            const int alpha = alphaAt(x, image.width);
            for (int c = 0; c < 3; ++c) {
                const int value = how.isPremultiplied ? rgb[c] * alpha / 255 : rgb[c];
                if (isDeep) {
                    const int deep = value * ((1 << how.bits) - 1) / 255;
                    plane[y * stride + (x * 3 + c) * 2] = std::uint8_t(deep & 255);
                    plane[y * stride + (x * 3 + c) * 2 + 1] = std::uint8_t(deep >> 8);
                } else {
                    plane[y * stride + x * channels + c] = std::uint8_t(value);
                }
            }
            if (how.hasAlpha)
                plane[y * stride + x * 4 + 3] = std::uint8_t(alpha);
        }
    }
    if (how.isPremultiplied)
        heif_image_set_premultiplied_alpha(heif, 1);
    return heif;
}

/// A file that holds @p image without loss, in RGB.
QByteArray encoded(const Image& image, const Encoding& how)
{
    heif_context* context = heif_context_alloc();
    heif_encoder* encoder = nullptr;
    heif_context_get_encoder_for_format(context, how.format, &encoder);
    heif_encoder_set_lossless(encoder, 1);
    heif_encoder_set_parameter_string(encoder, "chroma", "444");
    heif_image* heif = heifImageOf(image, how);
    heif_encoding_options* options = heif_encoding_options_alloc();
    heif_color_profile_nclx* profile = heif_nclx_color_profile_alloc();
    profile->matrix_coefficients = heif_matrix_coefficients_RGB_GBR;
    options->output_nclx_profile = profile;
    options->image_orientation = static_cast<heif_orientation>(how.orientation);
    heif_image_handle* handle = nullptr;
    heif_context_encode_image(context, heif, encoder, options, &handle);
    if (how.exifOrientation > 0) {
        QByteArray exif("Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\0\0\0\0\0\0\0", 32);
        exif[25] = char(how.exifOrientation);
        heif_context_add_exif_metadata(context, handle, exif.constData(), int(exif.size()));
    }
    QTemporaryDir folder;
    const QString path = folder.filePath("x.heif");
    heif_context_write_to_file(context, qPrintable(path));
    heif_image_handle_release(handle);
    heif_nclx_color_profile_free(profile);
    heif_encoding_options_free(options);
    heif_image_release(heif);
    heif_encoder_release(encoder);
    heif_context_free(context);
    return readFile(path);
}

Image smoothPicture()
{
    return testScene(84, 60, 3);
}

const char* const kNoEncoder = "libheif has no encoder for this format here";

} // namespace

/// The pictures are encoded without loss, so that what was encoded is what must come out.
class HeifDecoderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesThePixelsBack_data();
    void givesThePixelsBack();
    void putsTransparencyOnWhite_data();
    void putsTransparencyOnWhite();
    void turnsUprightOnce_data();
    void turnsUprightOnce();
    void looksLikeAnImage();
    void refusesCutFiles_data();
    void refusesCutFiles();
    void refusesHugeSizes();
    void survivesMutations();

private:
    static void addFormats()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("HEIC") << int(heif_compression_HEVC);
        QTest::newRow("AVIF") << int(heif_compression_AV1);
    }
};

void HeifDecoderTest::givesThePixelsBack_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<int>("bits");
    QTest::newRow("HEIC") << int(heif_compression_HEVC) << 8;
    QTest::newRow("HEIC of 10 bits") << int(heif_compression_HEVC) << 10;
    QTest::newRow("AVIF") << int(heif_compression_AV1) << 8; // libaom 3.6 fails to encode 10 bits of RGB
}

void HeifDecoderTest::givesThePixelsBack()
{
    QFETCH(int, format);
    QFETCH(int, bits);
    const Encoding how{.format = static_cast<heif_compression_format>(format), .bits = bits};
    if (!hasEncoder(how.format))
        QSKIP(kNoEncoder);
    const Image image = smoothPicture();
    const auto decoded = ImageDecoder::decode(QByteArrayView(encoded(image, how)), 16);
    VERIFY_RESULT(decoded);
    QCOMPARE(decoded->width, image.width);
    QCOMPARE(decoded->height, image.height);
    const auto difference = Difference::between(bytesOf(*decoded), bytesOf(image));
    QVERIFY2(difference.largest <= 1,
             qPrintable(QString("largest %1, mean %2").arg(difference.largest).arg(difference.mean)));
}

void HeifDecoderTest::putsTransparencyOnWhite_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<bool>("isPremultiplied");
    QTest::newRow("HEIC") << int(heif_compression_HEVC) << false;
    QTest::newRow("AVIF") << int(heif_compression_AV1) << false;
    QTest::newRow("AVIF, multiplied") << int(heif_compression_AV1) << true;
}

void HeifDecoderTest::putsTransparencyOnWhite()
{
    QFETCH(int, format);
    QFETCH(bool, isPremultiplied);
    const Encoding how{.format = static_cast<heif_compression_format>(format),
                       .hasAlpha = true,
                       .isPremultiplied = isPremultiplied};
    if (!hasEncoder(how.format))
        QSKIP(kNoEncoder);
    Image image = smoothPicture();
    const auto decoded = ImageDecoder::decode(QByteArrayView(encoded(image, how)));
    VERIFY_RESULT(decoded);
    for (std::size_t i = 0; i < image.rgb.size(); ++i)
        image.rgb[i] = onWhite(image.rgb[i], alphaAt(int(i / 3) % image.width, image.width));
    const auto difference = Difference::between(bytesOf(*decoded), bytesOf(image));
    QVERIFY2(difference.largest <= 2,
             qPrintable(QString("largest %1, mean %2").arg(difference.largest).arg(difference.mean)));
}

void HeifDecoderTest::turnsUprightOnce_data()
{
    QTest::addColumn<int>("orientation");
    QTest::addColumn<int>("exifOrientation");
    for (int orientation = 1; orientation <= 8; ++orientation) {
        QTest::addRow("%d", orientation) << orientation << 0;
        QTest::addRow("%d, and Exif repeats it", orientation) << orientation << orientation;
    }
    QTest::newRow("Exif alone is not asked") << 1 << 6;
}

void HeifDecoderTest::turnsUprightOnce()
{
    if (!hasEncoder(heif_compression_HEVC))
        QSKIP(kNoEncoder);
    QFETCH(int, orientation);
    QFETCH(int, exifOrientation);
    const Image image = smoothPicture();
    const QByteArray bytes = encoded(image, {.orientation = orientation, .exifOrientation = exifOrientation});
    QCOMPARE(bytes.contains("Exif"), exifOrientation > 0);
    const auto decoded = ImageDecoder::decode(QByteArrayView(bytes));
    VERIFY_RESULT(decoded);
    const Image expected = orientedUpright(image, orientation);
    QCOMPARE(decoded->width, expected.width);
    QVERIFY(Difference::between(bytesOf(*decoded), bytesOf(expected)).largest <= 1);
}

void HeifDecoderTest::looksLikeAnImage()
{
    for (const auto format : {heif_compression_HEVC, heif_compression_AV1}) {
        if (!hasEncoder(format))
            QSKIP(kNoEncoder);
        const QByteArray bytes = encoded(smoothPicture(), {.format = format});
        QVERIFY(
            ImageDecoder::looksLikeImage({reinterpret_cast<const unsigned char*>(bytes.constData()), 16}));
    }
}

void HeifDecoderTest::refusesCutFiles_data()
{
    addFormats();
}

void HeifDecoderTest::refusesCutFiles()
{
    QFETCH(int, format);
    const Encoding how{.format = static_cast<heif_compression_format>(format)};
    if (!hasEncoder(how.format))
        QSKIP(kNoEncoder);
    const QByteArray whole = encoded(smoothPicture(), how);
    for (const int percent : {5, 20, 50, 80, 99}) {
        const auto cut = ImageDecoder::decode(QByteArrayView(whole).first(whole.size() * percent / 100));
        QVERIFY2(!cut, qPrintable(QString("%1 % was accepted").arg(percent)));
        QVERIFY2(cut.error().code == ErrorCode::TruncatedImage ||
                     cut.error().code == ErrorCode::DamagedImage ||
                     cut.error().code == ErrorCode::UnsupportedImage,
                 qPrintable(cut.error().detail));
    }
}

/// The declared size is checked before anything is decoded.
void HeifDecoderTest::refusesHugeSizes()
{
    if (!hasEncoder(heif_compression_HEVC))
        QSKIP(kNoEncoder);
    const QByteArray whole = encoded(smoothPicture(), {});
    const auto withSize = [&](const char* size) {
        QByteArray changed = whole;
        for (qsizetype at = changed.indexOf("ispe"); at > 0; at = changed.indexOf("ispe", at + 1))
            changed.replace(at + 8, 8, QByteArray(size, 8));
        return ImageDecoder::decode(QByteArrayView(changed));
    };
    const auto huge = withSize("\0\0\x27\x11\0\0\x27\x10"); // 10,001 × 10,000
    QVERIFY(!huge);
    QCOMPARE(huge.error().code, ErrorCode::ImageTooLarge);
    const auto empty = withSize("\0\0\0\0\0\0\0\0");
    QVERIFY(!empty);
    QCOMPARE(empty.error().code, ErrorCode::DamagedImage);
}

void HeifDecoderTest::survivesMutations()
{
    Random random{1};
    int refused = 0;
    for (const auto format : {heif_compression_HEVC, heif_compression_AV1}) {
        if (!hasEncoder(format))
            QSKIP(kNoEncoder);
        const QByteArray whole = encoded(smoothPicture(), {.format = format});
        for (int i = 0; i < 150; ++i) {
            QByteArray mutant = whole;
            const std::size_t end =
                i % 2 == 0 ? std::size_t(whole.size()) : 400; // the boxes, half of the time
            for (int change = 0; change < 3; ++change)
                mutant[qsizetype(12 + random.below(end - 12))] = char(random.below(256));
            const auto image = ImageDecoder::decode(QByteArrayView(mutant));
            refused += !image;
            QVERIFY(!image ||
                    image->rgb.size() == std::size_t(image->width) * std::size_t(image->height) * 3);
        }
    }
    QVERIFY(refused > 50);
}

QTEST_GUILESS_MAIN(HeifDecoderTest)
#include "tst_heifdecoder.moc"
