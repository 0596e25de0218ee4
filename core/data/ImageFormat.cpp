// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ImageFormat.h"

#include <QtEndian>

#include <algorithm>
#include <string_view>

namespace cultivar {

namespace {

constexpr qsizetype kPngSignature = 8;
constexpr qsizetype kPngChunkOverhead = 12; // length, type, checksum
constexpr qsizetype kRiffHeader = 12;
constexpr qsizetype kRiffChunkHeader = 8;

template <typename T>
T littleEndian(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<T>(bytes.data() + at);
}

/// Calls @p visit(type, content) for each PNG chunk until it returns true; false when the file ends first.
template <typename Visitor>
bool findPngChunk(QByteArrayView bytes, Visitor visit)
{
    qsizetype at = kPngSignature;
    while (at + kPngChunkOverhead <= bytes.size()) {
        const qsizetype length = qFromBigEndian<quint32>(bytes.data() + at);
        if (length > bytes.size() - at - kPngChunkOverhead)
            return false;
        if (visit(bytes.sliced(at + 4, 4), bytes.sliced(at + 8, length)))
            return true;
        at += length + kPngChunkOverhead;
    }
    return false;
}

template <typename Visitor>
bool findRiffChunk(QByteArrayView bytes, Visitor visit)
{
    qsizetype at = kRiffHeader;
    while (at + kRiffChunkHeader <= bytes.size()) {
        const qsizetype length = littleEndian<quint32>(bytes, at + 4);
        if (length > bytes.size() - at - kRiffChunkHeader)
            return false;
        if (visit(bytes.sliced(at, 4), bytes.sliced(at + kRiffChunkHeader, length)))
            return true;
        at += kRiffChunkHeader + length + (length & 1);
    }
    return false;
}

/// Position after a chain of GIF sub-blocks, or −1 where the file ends inside it.
qsizetype afterSubBlocks(QByteArrayView bytes, qsizetype at)
{
    while (at < bytes.size()) {
        const auto length = static_cast<unsigned char>(bytes[at]);
        at += 1 + length;
        if (length == 0)
            return at;
    }
    return -1;
}

qsizetype colorTableBytes(char flags)
{
    return (flags & 0x80) ? 3 * (2 << (flags & 7)) : 0;
}

/// Whether the first frame ends inside the file; later frames do not matter.
bool hasWholeGifFrame(QByteArrayView bytes)
{
    constexpr qsizetype kScreenHeader = 13;
    constexpr qsizetype kFrameHeader = 10;
    if (bytes.size() < kScreenHeader)
        return false;
    qsizetype at = kScreenHeader + colorTableBytes(bytes[10]);
    while (at >= 0 && at + kFrameHeader < bytes.size()) {
        if (bytes[at] == ',')
            return afterSubBlocks(bytes, at + kFrameHeader + colorTableBytes(bytes[at + 9]) + 1) > 0;
        if (bytes[at] != '!')
            return true; // not cut but damaged: the reader says so
        at = afterSubBlocks(bytes, at + 2);
    }
    return false;
}

bool isBmpCutShort(QByteArrayView bytes)
{
    constexpr qsizetype kHeaders = 54;
    if (bytes.size() < kHeaders)
        return bytes.size() < 26; // the older 12-byte header has no compression field
    const quint32 headerSize = littleEndian<quint32>(bytes, 14);
    const quint32 compression = littleEndian<quint32>(bytes, 30);
    const bool isPlain = headerSize >= 40 && (compression == 0 || compression == 3);
    if (!isPlain)
        return false;
    const qint64 width = std::max<qint64>(0, littleEndian<qint32>(bytes, 18));
    const qint64 height = std::abs(static_cast<qint64>(littleEndian<qint32>(bytes, 22)));
    const qint64 rowBytes = (width * littleEndian<quint16>(bytes, 28) + 31) / 32 * 4;
    return rowBytes > 0 && height > (bytes.size() - qint64(littleEndian<quint32>(bytes, 10))) / rowBytes;
}

bool isWebPCutShort(QByteArrayView bytes)
{
    return bytes.size() < kRiffHeader ||
           qint64(littleEndian<quint32>(bytes, 4)) + kRiffChunkHeader > bytes.size();
}

/// Still pictures and sequences with a still one, coded as HEVC or AV1; "ftyp" alone may begin a film.
bool isHeifBrand(std::string_view brand)
{
    constexpr std::string_view kBrands[] = {"heic", "heix", "heim", "heis", "hevc",
                                            "hevx", "mif1", "msf1", "avif", "avis"};
    return std::find(std::begin(kBrands), std::end(kBrands), brand) != std::end(kBrands);
}

} // namespace

ImageFormat imageFormatOf(std::span<const unsigned char> head)
{
    const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
    const auto starts = [&](std::string_view magic) { return text.starts_with(magic); };
    if (starts("\xff\xd8\xff"))
        return ImageFormat::Jpeg;
    if (starts("\x89PNG\r\n\x1a\n"))
        return ImageFormat::Png;
    if (starts("GIF87a") || starts("GIF89a"))
        return ImageFormat::Gif;
    if (starts("RIFF") && text.size() >= 12 && text.substr(8, 4) == "WEBP")
        return ImageFormat::WebP;
    if (starts(std::string_view("II*\0", 4)) || starts(std::string_view("MM\0*", 4)))
        return ImageFormat::Tiff;
    if (text.size() >= 12 && text.substr(4, 4) == "ftyp" && isHeifBrand(text.substr(8, 4)))
        return ImageFormat::Heif;
    // "BM" alone would take in many texts, so the size of the header that follows counts too.
    if (starts("BM") && text.size() >= 16 && text[15] == 0 && static_cast<unsigned char>(text[14]) <= 124)
        return ImageFormat::Bmp;
    if (text.size() >= 3 && text[0] == 'P' && text[1] >= '1' && text[1] <= '6' &&
        std::string_view(" \t\r\n#").find(text[2]) != std::string_view::npos)
        return ImageFormat::Pnm;
    return ImageFormat::Unknown;
}

bool isCutShort(ImageFormat format, QByteArrayView bytes)
{
    switch (format) {
    case ImageFormat::Png:
        return !findPngChunk(bytes, [](QByteArrayView type, QByteArrayView) { return type == "IEND"; });
    case ImageFormat::Gif:
        return !hasWholeGifFrame(bytes);
    case ImageFormat::Bmp:
        return isBmpCutShort(bytes);
    case ImageFormat::WebP:
        return isWebPCutShort(bytes);
    default:
        return false;
    }
}

QByteArrayView exifBlock(ImageFormat format, QByteArrayView bytes)
{
    QByteArrayView block;
    const auto take = [&](QByteArrayView type, QByteArrayView content) {
        const bool isExif = type == (format == ImageFormat::Png ? "eXIf" : "EXIF");
        if (isExif)
            block = content;
        return isExif;
    };
    if (format == ImageFormat::Png)
        findPngChunk(bytes, take);
    else if (format == ImageFormat::WebP)
        findRiffChunk(bytes, take);
    return block;
}

} // namespace cultivar
