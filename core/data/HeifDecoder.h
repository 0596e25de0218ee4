// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/data/Image.h"

#include <QByteArrayView>

namespace cultivar {

/// One HEIC or AVIF through libheif: upright by the file's own transformations, 8 bits, transparency on
/// white. Its Exif orientation is ignored, as the format asks (ISO/IEC 23008-12, 6.5.10 and A.2.3): where it
/// is more than 1, it repeats the transformation that has been applied. Any thread.
class HeifDecoder
{
public:
    /// Whether this build has libheif.
    static bool isAvailable();

    /// As ImageDecoder::decode; always in full.
    static Result<Image> decode(QByteArrayView bytes);
};

} // namespace cultivar
