// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ImageDecoder.h"

#include "core/data/HeifDecoder.h"
#include "core/data/ImageFormat.h"
#include "core/data/JpegDecoder.h"
#include "core/data/QtImageReader.h"
#include "core/data/RawFile.h"

#include <algorithm>
#include <cerrno>
#include <new>

namespace cultivar {

namespace {

tl::unexpected<Error> systemFailure(const std::filesystem::path& path)
{
    const int errorNumber = errno;
    return failure(rawfile::codeFor(errorNumber), path, rawfile::textFor(errorNumber));
}

Result<qint64> sizeOfRegularFile(const std::filesystem::path& path)
{
    struct stat status;
    if (!rawfile::status(path.native(), status))
        return systemFailure(path);
    if (!S_ISREG(status.st_mode))
        return failure(ErrorCode::NotARegularFile, path);
    if (status.st_size == 0)
        return failure(ErrorCode::EmptyFile, path);
    if (status.st_size > ImageDecoder::kMaxFileBytes)
        return failure(ErrorCode::ImageTooLarge, path, QStringLiteral("%1 bytes").arg(status.st_size));
    return status.st_size;
}

std::span<const unsigned char> headOf(QByteArrayView bytes)
{
    constexpr qsizetype kHeadBytes = 32;
    return {reinterpret_cast<const unsigned char*>(bytes.data()),
            static_cast<std::size_t>(std::min(bytes.size(), kHeadBytes))};
}

} // namespace

Result<QByteArray> ImageDecoder::readFile(const std::filesystem::path& path)
{
    const auto size = sizeOfRegularFile(path);
    if (!size)
        return tl::unexpected(size.error());
    const FileDescriptor file = rawfile::openFile(path.native());
    if (!file.isOpen())
        return systemFailure(path);
    QByteArray bytes(*size, Qt::Uninitialized);
    const ssize_t taken = rawfile::readFully(file.value(), bytes.data(), static_cast<std::size_t>(*size));
    if (taken < 0)
        return systemFailure(path);
    if (taken == 0)
        return failure(ErrorCode::EmptyFile, path);
    bytes.truncate(taken);
    return bytes;
}

Result<Image> ImageDecoder::decode(const std::filesystem::path& path, int shortSide)
{
    const auto withPath = [&path](Error error) {
        error.path = path;
        return error;
    };
    return readFile(path).and_then([&](const QByteArray& bytes) {
        return decode(QByteArrayView(bytes), shortSide).map_error(withPath);
    });
}

Result<Image> ImageDecoder::decode(QByteArrayView bytes, int shortSide)
{
    if (bytes.isEmpty())
        return failure(ErrorCode::EmptyFile);
    const ImageFormat format = imageFormatOf(headOf(bytes));
    try {
        if (format == ImageFormat::Jpeg)
            return JpegDecoder::decode(bytes, shortSide);
        if (format == ImageFormat::Heif)
            return HeifDecoder::decode(bytes);
        if (format != ImageFormat::Unknown)
            return QtImageReader::decode(bytes, format);
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory);
    }
    return failure(ErrorCode::UnsupportedImage, {}, QStringLiteral("not an image by its first bytes"));
}

bool ImageDecoder::looksLikeImage(std::span<const unsigned char> head)
{
    const ImageFormat format = imageFormatOf(head);
    return format != ImageFormat::Unknown && (format != ImageFormat::Heif || HeifDecoder::isAvailable());
}

} // namespace cultivar
