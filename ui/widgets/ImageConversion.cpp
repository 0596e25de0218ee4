// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ImageConversion.h"

#include <QPainter>

#include <algorithm>

namespace cultivar {

QImage toQImage(const Image& image)
{
    if (image.isNull())
        return {};
    const QImage view(image.rgb.data(), image.width, image.height, qsizetype(image.width) * 3,
                      QImage::Format_RGB888);
    return view.copy();
}

Image fromQImage(const QImage& image)
{
    QImage opaque = image;
    if (image.hasAlphaChannel()) {
        opaque = QImage(image.size(), QImage::Format_RGB32);
        opaque.fill(Qt::white);
        QPainter painter(&opaque);
        painter.drawImage(0, 0, image);
    }
    const QImage rgb = opaque.convertToFormat(QImage::Format_RGB888);
    Image result;
    result.width = rgb.width();
    result.height = rgb.height();
    const auto rowBytes = static_cast<std::size_t>(rgb.width()) * 3;
    result.rgb.resize(rowBytes * static_cast<std::size_t>(rgb.height()));
    for (int y = 0; y < rgb.height(); ++y)
        std::copy_n(rgb.constScanLine(y), rowBytes,
                    result.rgb.data() + rowBytes * static_cast<std::size_t>(y));
    return result;
}

} // namespace cultivar
