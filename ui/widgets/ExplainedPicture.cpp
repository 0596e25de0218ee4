// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ExplainedPicture.h"

#include "ui/Theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace cultivar {

namespace {

/// From violet over red to yellow, and from transparent to opaque.
QRgb heatColor(float value)
{
    struct Stop
    {
        float red, green, blue;
    };
    constexpr Stop kStops[] = {{60, 20, 130}, {225, 60, 70}, {255, 230, 90}};
    const int from = value < 0.5f ? 0 : 1;
    const float part = std::clamp(2 * value - static_cast<float>(from), 0.0f, 1.0f);
    const auto mixed = [&](float Stop::*channel) {
        return static_cast<int>(kStops[from].*channel +
                                part * (kStops[from + 1].*channel - kStops[from].*channel));
    };
    const int alpha = static_cast<int>(255 * std::min(1.0f, 1.5f * value));
    return qPremultiply(qRgba(mixed(&Stop::red), mixed(&Stop::green), mixed(&Stop::blue), alpha));
}

QImage heatImage(const HeatMap& map)
{
    QImage image(map.side, map.side, QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < map.side; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < map.side; ++x)
            line[x] = heatColor(map.values[static_cast<std::size_t>(y * map.side + x)]);
    }
    return image;
}

} // namespace

ExplainedPicture::ExplainedPicture(QWidget* parent) : QWidget(parent)
{
    setMinimumSize(120, 120);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ExplainedPicture::setPicture(const QImage& picture)
{
    const bool isShaped = m_picture.size() != picture.size();
    m_picture = picture;
    m_map = {};
    if (isShaped)
        updateGeometry();
    update();
}

void ExplainedPicture::setMap(const HeatMap& map, const ViewArea& area)
{
    m_map = heatImage(map);
    m_area = area;
    update();
}

void ExplainedPicture::setOpacity(double opacity)
{
    m_opacity = opacity;
    update();
}

int ExplainedPicture::heightForWidth(int width) const
{
    return m_picture.isNull() ? width : width * m_picture.height() / m_picture.width();
}

bool ExplainedPicture::hasShade() const
{
    constexpr double kVisible = 0.01; // of a side
    return hasMap() &&
           (m_area.left > kVisible || m_area.top > kVisible || m_area.left + m_area.width < 1.0 - kVisible ||
            m_area.top + m_area.height < 1.0 - kVisible);
}

void ExplainedPicture::paintEvent(QPaintEvent*)
{
    if (m_picture.isNull())
        return;
    QRectF place(QPointF(), QSizeF(m_picture.size()).scaled(size(), Qt::KeepAspectRatio));
    place.moveCenter(QRectF(rect()).center());
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath clip;
    clip.addRoundedRect(place, metrics::kRadius, metrics::kRadius);
    painter.setClipPath(clip);
    painter.drawImage(place, m_picture);
    if (m_map.isNull())
        return;
    const QRectF seen(place.left() + m_area.left * place.width(), place.top() + m_area.top * place.height(),
                      m_area.width * place.width(), m_area.height * place.height());
    QPainterPath unseen;
    unseen.addRect(place);
    QPainterPath window;
    window.addRect(seen);
    painter.fillPath(unseen.subtracted(window), QColor(0, 0, 0, 110));
    painter.setOpacity(m_opacity);
    painter.drawImage(seen, m_map);
}

} // namespace cultivar
