// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <span>

namespace cultivar {

/// The formats that are read, told from the first bytes of a file.
enum class ImageFormat { Unknown, Jpeg, Png, Gif, Bmp, WebP, Tiff, Pnm, Heif };

/// 16 bytes are enough.
ImageFormat imageFormatOf(std::span<const unsigned char> head);

/// Whether the file's own structure says that it was cut: a missing end of PNG, a first GIF frame without its
/// end, a BMP or WebP shorter than its header declares. TIFF, PNM and HEIF are left to their readers.
bool isCutShort(ImageFormat format, QByteArrayView bytes);

/// The Exif block of a PNG (eXIf chunk) or WebP (EXIF chunk), which Qt does not read; empty where there is
/// none.
QByteArrayView exifBlock(ImageFormat format, QByteArrayView bytes);

} // namespace cultivar
