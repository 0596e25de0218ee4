// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/data/Image.h"

#include <QByteArrayView>

#include <span>

namespace cultivar {

/// The only place that turns bytes into RGB. JPEG goes through libjpeg-turbo (its warnings tell a cut file),
/// HEIC and AVIF through libheif where the build has it, the rest through Qt's image readers; the type is
/// sniffed from the bytes. EXIF orientation is applied, alpha is put on white, 16-bit and grey become 8-bit
/// RGB, CMYK is converted, of an animation the first frame is taken. Sizes are checked in the header before
/// any pixel is allocated. Any thread.
class ImageDecoder
{
public:
    static constexpr qint64 kMaxPixels = 100'000'000;
    static constexpr qint64 kMaxFileBytes = 512LL * 1024 * 1024;

    /// The whole content of a regular file, read with read() only: FIFOs and devices are refused without
    /// blocking. Errors: FileNotFound, PermissionDenied, NotARegularFile, EmptyFile, ReadFailed,
    /// ImageTooLarge.
    static Result<QByteArray> readFile(const std::filesystem::path& path);

    /// @p shortSide > 0 allows a JPEG to be decoded at the smallest DCT scale whose shorter side is still at
    /// least that long; 0 decodes in full. Errors: those of readFile, UnsupportedImage, DamagedImage,
    /// TruncatedImage, ImageTooLarge.
    static Result<Image> decode(const std::filesystem::path& path, int shortSide = 0);
    static Result<Image> decode(QByteArrayView bytes, int shortSide = 0);

    /// Whether the first bytes (16 are enough) are those of a format decode() can read. Never allocates.
    static bool looksLikeImage(std::span<const unsigned char> head);
};

} // namespace cultivar
