// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"

#include <QByteArrayView>

namespace cultivar {

/// The orientation (1–8) in a TIFF block as Exif holds it, with or without "Exif\0\0" in front; 1 where there
/// is none or the block makes no sense.
int exifOrientation(QByteArrayView exif);

/// The picture turned and mirrored so that Exif orientation @p orientation is upright.
Image orientedUpright(Image image, int orientation);

} // namespace cultivar
