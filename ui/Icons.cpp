// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Icons.h"

#include <QPainter>
#include <QPainterPath>

#include <numbers>

namespace cultivar {

namespace {

// All icons are drawn in a square of 24 × 24.
constexpr double kGrid = 24.0;

void paintLeaf(QPainter& painter, const QColor& color)
{
    QPainterPath leaf(QPointF(4, 20));
    leaf.cubicTo(QPointF(2, 9), QPointF(9, 3), QPointF(21, 3));
    leaf.cubicTo(QPointF(21, 15), QPointF(15, 22), QPointF(4, 20));
    painter.fillPath(leaf, color);
    QColor vein = painter.background().color();
    painter.setPen(QPen(vein, 1.6, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(3, 22), QPointF(15, 9));
}

void paintFolder(QPainter& painter)
{
    QPainterPath path(QPointF(3, 18.5));
    path.lineTo(3, 6);
    path.quadTo(3, 4.5, 4.5, 4.5);
    path.lineTo(9, 4.5);
    path.lineTo(11.5, 7.5);
    path.lineTo(19.5, 7.5);
    path.quadTo(21, 7.5, 21, 9);
    path.lineTo(21, 18.5);
    path.quadTo(21, 20, 19.5, 20);
    path.lineTo(4.5, 20);
    path.quadTo(3, 20, 3, 18.5);
    painter.drawPath(path);
}

void paintPicture(QPainter& painter)
{
    painter.drawRoundedRect(QRectF(3, 4, 18, 16), 2, 2);
    painter.drawEllipse(QPointF(8.5, 9.5), 1.6, 1.6);
    painter.drawPolyline(QPolygonF{QPointF(4, 18), QPointF(10, 13), QPointF(13, 15.5), QPointF(16.5, 11.5),
                                   QPointF(20.5, 16)});
}

void paintSnowflake(QPainter& painter)
{
    for (int arm = 0; arm < 6; ++arm) {
        painter.save();
        painter.translate(12, 12);
        painter.rotate(60.0 * arm);
        painter.drawLine(QPointF(0, 0), QPointF(0, -9.5));
        painter.drawPolyline(QPolygonF{QPointF(-2.6, -8.6), QPointF(0, -6), QPointF(2.6, -8.6)});
        painter.restore();
    }
}

void paintFlame(QPainter& painter, const QColor& color)
{
    QPainterPath flame(QPointF(12.5, 2));
    flame.cubicTo(QPointF(13.5, 7), QPointF(19, 9), QPointF(19, 15));
    flame.cubicTo(QPointF(19, 19.5), QPointF(15.8, 22), QPointF(12, 22));
    flame.cubicTo(QPointF(8.2, 22), QPointF(5, 19.5), QPointF(5, 15.2));
    flame.cubicTo(QPointF(5, 12), QPointF(7, 10.5), QPointF(8, 8));
    flame.cubicTo(QPointF(9, 9), QPointF(9.6, 10), QPointF(9.8, 11.5));
    flame.cubicTo(QPointF(12, 9), QPointF(12.8, 5.5), QPointF(12.5, 2));
    painter.fillPath(flame, color);
}

void paintWarning(QPainter& painter, const QColor& color)
{
    QPainterPath triangle(QPointF(12, 3.5));
    triangle.lineTo(21.5, 20);
    triangle.lineTo(2.5, 20);
    triangle.closeSubpath();
    painter.drawPath(triangle);
    painter.drawLine(QPointF(12, 10), QPointF(12, 14));
    painter.setBrush(color);
    painter.drawEllipse(QPointF(12, 17), 0.4, 0.4);
}

} // namespace

void paintIcon(QPainter& painter, Icon icon, const QRectF& where, const QColor& color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(where.topLeft());
    painter.scale(where.width() / kGrid, where.height() / kGrid);
    painter.setPen(QPen(color, 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    switch (icon) {
    case Icon::Leaf:
        paintLeaf(painter, color);
        break;
    case Icon::Folder:
        paintFolder(painter);
        break;
    case Icon::Picture:
        paintPicture(painter);
        break;
    case Icon::Snowflake:
        paintSnowflake(painter);
        break;
    case Icon::Flame:
        paintFlame(painter, color);
        break;
    case Icon::Check:
        painter.setPen(QPen(color, 2.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolyline(QPolygonF{QPointF(5, 12.5), QPointF(10, 17.5), QPointF(19, 7)});
        break;
    case Icon::Warning:
        paintWarning(painter, color);
        break;
    case Icon::Close:
        painter.drawLine(QPointF(6, 6), QPointF(18, 18));
        painter.drawLine(QPointF(18, 6), QPointF(6, 18));
        break;
    case Icon::ChevronRight:
        painter.drawPolyline(QPolygonF{QPointF(9, 6), QPointF(15, 12), QPointF(9, 18)});
        break;
    case Icon::ChevronDown:
        painter.drawPolyline(QPolygonF{QPointF(6, 9), QPointF(12, 15), QPointF(18, 9)});
        break;
    }
    painter.restore();
}

} // namespace cultivar
