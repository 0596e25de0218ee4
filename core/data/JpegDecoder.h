// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/data/Image.h"

#include <QByteArrayView>

namespace cultivar {

/// One JPEG through libjpeg-turbo, upright by its Exif orientation. Stops at the first sign of damage, as a
/// picture that is half grey would teach the network something wrong. Any thread.
class JpegDecoder
{
public:
    /// As ImageDecoder::decode.
    static Result<Image> decode(QByteArrayView bytes, int shortSide);
};

} // namespace cultivar
