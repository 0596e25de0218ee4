// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRectF>

class QPainter;

namespace cultivar {

/// Fills @p where with the centre of @p picture, smoothly scaled, corners rounded.
void paintRoundedPicture(QPainter& painter, const QRectF& where, const QImage& picture, double radius = 5.0);

} // namespace cultivar
