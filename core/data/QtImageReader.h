// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/data/Image.h"
#include "core/data/ImageFormat.h"

#include <QByteArrayView>

namespace cultivar {

/// One picture of any format but JPEG and HEIF through Qt's readers: upright, first frame, transparency on
/// white. Any thread.
class QtImageReader
{
public:
    /// As ImageDecoder::decode.
    static Result<Image> decode(QByteArrayView bytes, ImageFormat format);
};

} // namespace cultivar
