// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/QtImageReader.h"

#include "core/data/ExifOrientation.h"
#include "core/data/ImageDecoder.h"

#include <QBuffer>
#include <QImage>
#include <QImageReader>

#include <cstdlib>
#include <cstring>

namespace cultivar {

namespace {

/// Qt's own limit of 128 MB lies below 100 Mpx of 16-bit colour; ours is checked before anything is
/// allocated.
void raiseAllocationLimit()
{
    [[maybe_unused]] static const bool isDone = [] {
        QImageReader::setAllocationLimit(1024);
        return true;
    }();
}

QByteArray readerName(ImageFormat format, QByteArrayView bytes)
{
    switch (format) {
    case ImageFormat::Png:
        return "png";
    case ImageFormat::Gif:
        return "gif";
    case ImageFormat::Bmp:
        return "bmp";
    case ImageFormat::WebP:
        return "webp";
    case ImageFormat::Tiff:
        return "tiff";
    case ImageFormat::Pnm: {
        const char kind = bytes.size() > 1 ? bytes[1] : '6';
        return kind == '1' || kind == '4' ? "pbm" : kind == '2' || kind == '5' ? "pgm" : "ppm";
    }
    default:
        return {};
    }
}

Error errorOf(const QImageReader& reader)
{
    const bool isUnknown = reader.error() == QImageReader::UnsupportedFormatError;
    const QString text = reader.error() == QImageReader::UnknownError
                             ? QStringLiteral("the header is damaged or of a rare kind")
                             : reader.errorString();
    return Error{isUnknown ? ErrorCode::UnsupportedImage : ErrorCode::DamagedImage, {}, text};
}

/// The size in the header. Qt reports rows that run from top to bottom in a BMP as a negative height.
QSize declaredSize(const QImageReader& reader, ImageFormat format)
{
    const QSize size = reader.size();
    return format == ImageFormat::Bmp && size.height() > -ImageDecoder::kMaxPixels
               ? QSize(size.width(), std::abs(size.height()))
               : size;
}

Result<void> checkSize(const QImageReader& reader, QSize size)
{
    if (!reader.canRead() && size.isEmpty())
        return tl::unexpected(errorOf(reader));
    if (size.isEmpty())
        return failure(ErrorCode::DamagedImage, {}, QStringLiteral("no width or height"));
    if (qint64(size.width()) * size.height() > ImageDecoder::kMaxPixels)
        return failure(ErrorCode::ImageTooLarge, {},
                       QStringLiteral("%1 × %2 pixels").arg(size.width()).arg(size.height()));
    return {};
}

void writeOnWhite(const QRgb* row, int width, std::uint8_t* out)
{
    for (int x = 0; x < width; ++x, out += 3) {
        const int alpha = qAlpha(row[x]);
        out[0] = onWhite(qRed(row[x]), alpha);
        out[1] = onWhite(qGreen(row[x]), alpha);
        out[2] = onWhite(qBlue(row[x]), alpha);
    }
}

Image rgbOnWhite(const QImage& picture)
{
    const bool isTransparent = picture.hasAlphaChannel();
    const QImage converted =
        picture.convertToFormat(isTransparent ? QImage::Format_ARGB32 : QImage::Format_RGB888);
    Image image{converted.width(), converted.height(), {}};
    if (converted.isNull())
        return {};
    const auto rowBytes = static_cast<std::size_t>(image.width) * 3;
    image.rgb.resize(rowBytes * static_cast<std::size_t>(image.height));
    for (int y = 0; y < image.height; ++y) {
        std::uint8_t* out = image.rgb.data() + static_cast<std::size_t>(y) * rowBytes;
        if (isTransparent)
            writeOnWhite(reinterpret_cast<const QRgb*>(converted.constScanLine(y)), image.width, out);
        else
            std::memcpy(out, converted.constScanLine(y), rowBytes);
    }
    return image;
}

} // namespace

Result<Image> QtImageReader::decode(QByteArrayView bytes, ImageFormat format)
{
    raiseAllocationLimit();
    QByteArray content = QByteArray::fromRawData(bytes.data(), bytes.size());
    QBuffer buffer(&content);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, readerName(format, bytes));
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    if (const auto usable = checkSize(reader, declaredSize(reader, format)); !usable)
        return tl::unexpected(usable.error());
    if (isCutShort(format, bytes))
        return failure(ErrorCode::TruncatedImage, {},
                       QStringLiteral("the file ends before the picture does"));
    const QImage picture = reader.read();
    if (picture.isNull())
        return tl::unexpected(errorOf(reader));
    Image image = rgbOnWhite(picture);
    if (image.isNull())
        return failure(ErrorCode::OutOfMemory);
    return orientedUpright(std::move(image), exifOrientation(exifBlock(format, bytes)));
}

} // namespace cultivar
