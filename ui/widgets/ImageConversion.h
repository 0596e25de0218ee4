// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"

#include <QImage>

namespace cultivar {

/// Copies between core's pictures and Qt's. Transparent parts of @p image are put on white, as the decoder
/// does.
QImage toQImage(const Image& image);
Image fromQImage(const QImage& image);

} // namespace cultivar
