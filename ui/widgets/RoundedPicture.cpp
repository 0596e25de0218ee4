// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/RoundedPicture.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace cultivar {

void paintRoundedPicture(QPainter& painter, const QRectF& where, const QImage& picture, double radius)
{
    if (picture.isNull())
        return;
    const double scale = std::min(picture.width() / where.width(), picture.height() / where.height());
    QRectF source(0, 0, where.width() * scale, where.height() * scale);
    source.moveCenter(QRectF(picture.rect()).center());
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath clip;
    clip.addRoundedRect(where, radius, radius);
    painter.setClipPath(clip);
    painter.drawImage(where, picture, source);
    painter.restore();
}

} // namespace cultivar
