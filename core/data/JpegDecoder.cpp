// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/JpegDecoder.h"

#include "core/data/ExifOrientation.h"
#include "core/data/ImageDecoder.h"

#include <algorithm>
#include <csetjmp>
#include <cstdio>

#include <jerror.h>
#include <jpeglib.h>

namespace cultivar {

namespace {

constexpr int kDctSize = 8;
constexpr int kExifMarker = JPEG_APP0 + 1;
constexpr unsigned kLongestMarker = 0xffff;

/// Cameras write about ten scans. A hostile file holds thousands of nearly empty ones, each of which costs a
/// pass over the whole picture.
constexpr int kMaxScans = 500;
constexpr int kMinScanLimit = 64;
constexpr double kMaxScannedPixels = 4e9;

/// Warnings that leave every pixel as it was meant.
bool isHarmless(int warning)
{
    return warning == JWRN_EXTRANEOUS_DATA || warning == JWRN_ADOBE_XFORM || warning == JWRN_JFIF_MAJOR ||
           warning == JWRN_NOT_SEQUENTIAL || warning == JWRN_BOGUS_PROGRESSION || warning == JWRN_BOGUS_ICC;
}

ErrorCode codeFor(int message)
{
    switch (message) {
    case JWRN_HIT_MARKER:
    case JWRN_JPEG_EOF:
    case JERR_INPUT_EOF:
    case JERR_INPUT_EMPTY:
        return ErrorCode::TruncatedImage;
    case JERR_BAD_PRECISION:
    case JERR_SOF_UNSUPPORTED:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_ARITH_NOTIMPL:
    case JERR_NOTIMPL:
    case JERR_NOT_COMPILED:
        return ErrorCode::UnsupportedImage;
    case JERR_IMAGE_TOO_BIG:
        return ErrorCode::ImageTooLarge;
    case JERR_OUT_OF_MEMORY:
        return ErrorCode::OutOfMemory;
    default:
        return ErrorCode::DamagedImage;
    }
}

/// libjpeg's state with our error handling. libjpeg reports by calling back and must not return from an
/// error, so the callbacks jump to where decode() waits; nothing with a destructor may live between the two.
struct Session
{
    jpeg_decompress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg_progress_mgr progress{};
    std::jmp_buf giveUp;
    Error error;

    Session()
    {
        jpeg.err = jpeg_std_error(&errors);
        errors.error_exit = onError;
        errors.emit_message = onMessage;
        jpeg.client_data = this;
        progress.progress_monitor = onProgress;
    }
    ~Session() { jpeg_destroy_decompress(&jpeg); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    [[noreturn]] void stop(ErrorCode code, const char* text)
    {
        error = Error{code, {}, QString::fromLatin1(text)};
        std::longjmp(giveUp, 1);
    }

    [[noreturn]] static void onError(j_common_ptr jpeg)
    {
        char text[JMSG_LENGTH_MAX];
        jpeg->err->format_message(jpeg, text);
        static_cast<Session*>(jpeg->client_data)->stop(codeFor(jpeg->err->msg_code), text);
    }

    static void onMessage(j_common_ptr jpeg, int level)
    {
        if (level < 0 && !isHarmless(jpeg->err->msg_code))
            onError(jpeg);
    }

    static void onProgress(j_common_ptr common)
    {
        const auto* jpeg = reinterpret_cast<j_decompress_ptr>(common);
        const double pixels = std::max(1.0, static_cast<double>(jpeg->image_width) * jpeg->image_height);
        const double limit = std::clamp<double>(kMaxScannedPixels / pixels, kMinScanLimit, kMaxScans);
        if (jpeg->input_scan_number > limit)
            static_cast<Session*>(jpeg->client_data)->stop(ErrorCode::DamagedImage, "too many scans");
    }
};

/// The smallest numerator over eight whose shorter side is still at least @p shortSide.
unsigned scaleFor(const jpeg_decompress_struct& jpeg, int shortSide)
{
    const unsigned shorter = std::min(jpeg.image_width, jpeg.image_height);
    for (unsigned numerator = 1; shortSide > 0 && numerator < kDctSize; ++numerator) {
        if ((shorter * numerator + kDctSize - 1) / kDctSize >= static_cast<unsigned>(shortSide))
            return numerator;
    }
    return kDctSize;
}

void readHeader(Session& session, QByteArrayView bytes, int shortSide)
{
    jpeg_decompress_struct& jpeg = session.jpeg;
    jpeg_create_decompress(&jpeg);
    jpeg.progress = &session.progress;
    jpeg_mem_src(&jpeg, reinterpret_cast<const unsigned char*>(bytes.data()),
                 static_cast<unsigned long>(bytes.size()));
    jpeg_save_markers(&jpeg, kExifMarker, kLongestMarker);
    jpeg_read_header(&jpeg, TRUE);
    if (static_cast<qint64>(jpeg.image_width) * jpeg.image_height > ImageDecoder::kMaxPixels)
        session.stop(ErrorCode::ImageTooLarge, "more than 100 million pixels");
    if (jpeg.num_components != 1 && jpeg.num_components != 3 && jpeg.num_components != 4)
        session.stop(ErrorCode::UnsupportedImage, "neither grey, RGB nor CMYK");
    jpeg.out_color_space = jpeg.num_components == 4 ? JCS_CMYK : JCS_RGB;
    jpeg.scale_num = scaleFor(jpeg, shortSide);
    jpeg.scale_denom = kDctSize;
}

/// Ink to light. The inks of a CMYK JPEG are stored inverted, as Adobe does; every common reader takes that
/// for granted, marker or not.
void writeRgbFromInvertedCmyk(const std::uint8_t* cmyk, std::size_t pixels, std::uint8_t* rgb)
{
    for (std::size_t i = 0; i < pixels; ++i, cmyk += 4, rgb += 3) {
        for (int c = 0; c < 3; ++c)
            rgb[c] = static_cast<std::uint8_t>((cmyk[c] * cmyk[3] + 127) / 255);
    }
}

/// Rows are added one by one to reserved memory: a header that promises more than the file holds costs
/// nothing.
void readPixels(Session& session, std::vector<std::uint8_t>& row, Image& image)
{
    jpeg_decompress_struct& jpeg = session.jpeg;
    jpeg_start_decompress(&jpeg);
    const std::size_t width = jpeg.output_width;
    image.width = static_cast<int>(width);
    image.height = static_cast<int>(jpeg.output_height);
    image.rgb.reserve(width * jpeg.output_height * 3);
    row.resize(jpeg.out_color_components == 4 ? width * 4 : 0);
    while (jpeg.output_scanline < jpeg.output_height) {
        const std::size_t at = image.rgb.size();
        image.rgb.resize(at + width * 3);
        JSAMPROW target = row.empty() ? image.rgb.data() + at : row.data();
        jpeg_read_scanlines(&jpeg, &target, 1);
        if (!row.empty())
            writeRgbFromInvertedCmyk(row.data(), width, image.rgb.data() + at);
    }
    jpeg_finish_decompress(&jpeg);
}

int orientationOf(const jpeg_decompress_struct& jpeg)
{
    for (auto marker = jpeg.marker_list; marker; marker = marker->next) {
        const QByteArrayView block(reinterpret_cast<const char*>(marker->data),
                                   qsizetype(marker->data_length));
        if (marker->marker == kExifMarker && block.startsWith("Exif"))
            return exifOrientation(block);
    }
    return 1;
}

} // namespace

Result<Image> JpegDecoder::decode(QByteArrayView bytes, int shortSide)
{
    // All that owns memory is made before the jump target, so that a jump skips no destructor.
    Session session;
    Image image;
    std::vector<std::uint8_t> row;
    if (setjmp(session.giveUp) != 0)
        return tl::unexpected(session.error);
    readHeader(session, bytes, shortSide);
    const int orientation = orientationOf(session.jpeg);
    readPixels(session, row, image);
    return orientedUpright(std::move(image), orientation);
}

} // namespace cultivar
