// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/LeafPainter.h"

#include "core/data/LeafShape.h"

#include <QPainter>
#include <QRadialGradient>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cultivar {

namespace {

constexpr double kPi = std::numbers::pi;

QColor hsv(double hue, double saturation, double value, double alpha = 1.0)
{
    return QColor::fromHsvF(float(hue - std::floor(hue)), float(std::clamp(saturation, 0.0, 1.0)),
                            float(std::clamp(value, 0.0, 1.0)), float(alpha));
}

/// A colour for the blade. Species prefer some seasons, but each is met in all of them: colour alone does not
/// tell.
QColor bladeColor(LeafSpecies species, Random& random)
{
    const double autumn = species == LeafSpecies::Maple    ? 0.55
                          : species == LeafSpecies::Ginkgo ? 0.5
                          : species == LeafSpecies::Willow ? 0.25
                                                           : 0.4;
    if (random.uniform() >= autumn)
        return hsv(random.uniform(0.2, 0.32), random.uniform(0.45, 0.72), random.uniform(0.42, 0.74));
    if (random.uniform() < 0.3)
        return hsv(random.uniform(0.06, 0.1), random.uniform(0.5, 0.7), random.uniform(0.4, 0.6));
    const double reddest = species == LeafSpecies::Ginkgo || species == LeafSpecies::Willow ? 0.09 : 0.0;
    return hsv(random.uniform(reddest, 0.16), random.uniform(0.65, 0.85), random.uniform(0.65, 0.9));
}

/// Grain over the whole picture, as a camera's sensor leaves it.
void addGrain(QImage& picture, double strength, Random& random)
{
    for (int y = 0; y < picture.height(); ++y) {
        auto* pixel = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < picture.width(); ++x, ++pixel) {
            const int noise = static_cast<int>((random.uniform() + random.uniform() - 1.0) * strength);
            const auto shifted = [noise](int value) { return std::clamp(value + noise, 0, 255); };
            *pixel = qRgb(shifted(qRed(*pixel)), shifted(qGreen(*pixel)), shifted(qBlue(*pixel)));
        }
    }
}

/// Out of focus: reduced and enlarged again.
QImage blurred(const QImage& picture, int strength)
{
    const QImage small =
        picture.scaled(picture.size() / strength, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return small.scaled(picture.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

void paintBlotches(QPainter& painter, int side, int count, double size, const QColor& color, double spread,
                   Random& random)
{
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < count; ++i) {
        const double value = color.valueF() * (1.0 + random.uniform(-spread, spread));
        painter.setBrush(
            hsv(color.hsvHueF() + random.uniform(-0.015, 0.015), color.hsvSaturationF(), value, 0.5));
        const double radius = size * random.uniform(0.4, 1.0);
        painter.drawEllipse(QPointF(random.uniform(0, side), random.uniform(0, side)), radius,
                            radius * random.uniform(0.5, 1.0));
    }
}

QImage paper(int side, Random& random)
{
    QImage picture(side, side, QImage::Format_RGB32);
    picture.fill(hsv(random.uniform(0.06, 0.16), random.uniform(0.02, 0.14), random.uniform(0.82, 0.96)));
    addGrain(picture, 14, random);
    return blurred(picture, 2);
}

QImage soil(int side, Random& random)
{
    const QColor earth =
        hsv(random.uniform(0.05, 0.1), random.uniform(0.25, 0.5), random.uniform(0.25, 0.45));
    QImage picture(side, side, QImage::Format_RGB32);
    picture.fill(earth);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBlotches(painter, side, 90, side * 0.07, earth, 0.3, random);
    paintBlotches(painter, side, 260, side * 0.02, earth, 0.5, random);
    painter.end();
    return blurred(picture, 2);
}

QImage grass(int side, Random& random)
{
    const QColor green =
        hsv(random.uniform(0.18, 0.29), random.uniform(0.3, 0.52), random.uniform(0.32, 0.55));
    QImage picture(side, side, QImage::Format_RGB32);
    picture.fill(green);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < 170; ++i) {
        const QPointF root(random.uniform(0, side), random.uniform(0, side));
        const double angle = random.uniform(-0.6, 0.6);
        const QPointF tip =
            root + QPointF(std::sin(angle), -std::cos(angle)) * side * random.uniform(0.1, 0.3);
        const double value = green.valueF() * random.uniform(0.6, 1.5);
        painter.setPen(QPen(hsv(green.hsvHueF() + random.uniform(-0.04, 0.04), green.hsvSaturationF(), value),
                            side * random.uniform(0.008, 0.02), Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(root, tip);
    }
    painter.end();
    return blurred(picture, 3);
}

QImage background(int side, Random& random)
{
    switch (random.below(3)) {
    case 0:
        return paper(side, random);
    case 1:
        return soil(side, random);
    default:
        return grass(side, random);
    }
}

/// Light falls from one side and fades to the other.
void paintLight(QPainter& painter, int side, Random& random)
{
    const double angle = random.uniform(0, 2 * kPi);
    const QPointF center(side / 2.0, side / 2.0);
    const QPointF reach = QPointF(std::cos(angle), std::sin(angle)) * side * 0.6;
    QLinearGradient light(center + reach, center - reach);
    light.setColorAt(0, QColor(255, 246, 220, static_cast<int>(random.uniform(10, 60))));
    light.setColorAt(1, QColor(18, 14, 22, static_cast<int>(random.uniform(15, 85))));
    painter.resetTransform();
    painter.fillRect(0, 0, side, side, light);
}

/// Holes and a gnawed edge, as caterpillars leave them.
QPainterPath bites(Random& random)
{
    QPainterPath path;
    const auto count = 1 + random.below(3);
    for (std::size_t i = 0; i < count; ++i) {
        const double radius = random.uniform(0.08, 0.22);
        const QPointF center(random.uniform(-0.8, 0.8), random.uniform(-0.9, 0.7));
        for (int part = 0; part < 3; ++part) {
            const QPointF offset(random.uniform(-radius, radius), random.uniform(-radius, radius));
            path.addEllipse(center + offset, radius * random.uniform(0.6, 1.0),
                            radius * random.uniform(0.6, 1.0));
        }
    }
    path.setFillRule(Qt::WindingFill);
    return path;
}

void paintShadow(QPainter& painter, const QPainterPath& shape, const QPointF& offset)
{
    painter.save();
    const QTransform place = painter.transform();
    painter.setTransform(place * QTransform::fromTranslate(offset.x(), offset.y()));
    // Several faint outlines of growing width make an edge that is soft.
    for (int i = 0; i < 4; ++i) {
        painter.setPen(QPen(QColor(0, 0, 0, 20), 0.035 * i, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(QColor(0, 0, 0, 20));
        painter.drawPath(shape);
    }
    painter.restore();
}

void paintBlade(QPainter& painter, const QPainterPath& blade, const QColor& color, Random& random)
{
    const double shift = random.uniform(-0.025, 0.025);
    QRadialGradient fill(QPointF(random.uniform(-0.3, 0.3), random.uniform(-0.3, 0.5)),
                         random.uniform(0.9, 1.5));
    fill.setColorAt(0, hsv(color.hsvHueF() + shift, color.hsvSaturationF() * 0.9, color.valueF() * 1.15));
    fill.setColorAt(1, hsv(color.hsvHueF(), color.hsvSaturationF(), color.valueF() * 0.82));
    painter.setPen(QPen(color.darker(135), 0.018));
    painter.setBrush(fill);
    painter.drawPath(blade);
}

/// Freckles, and a sheen over one half of the blade.
void paintSurface(QPainter& painter, const QPainterPath& blade, const QColor& color, Random& random)
{
    painter.save();
    painter.setClipPath(blade, Qt::IntersectClip);
    painter.setPen(Qt::NoPen);
    const auto spots = random.below(26);
    for (std::size_t i = 0; i < spots; ++i) {
        painter.setBrush(
            hsv(random.uniform(0.04, 0.12), 0.6, color.valueF() * random.uniform(0.5, 1.0), 0.35));
        const double radius = random.uniform(0.01, 0.07);
        painter.drawEllipse(QPointF(random.uniform(-1, 1), random.uniform(-1, 1)), radius, radius);
    }
    QLinearGradient sheen(QPointF(-0.7, 0), QPointF(0.7, 0));
    const bool isLitFromLeft = random.uniform() < 0.5;
    sheen.setColorAt(isLitFromLeft ? 0 : 1, QColor(255, 255, 255, 52));
    sheen.setColorAt(0.5, QColor(255, 255, 255, 0));
    sheen.setColorAt(isLitFromLeft ? 1 : 0, QColor(0, 0, 0, 36));
    painter.fillRect(QRectF(-2, -2, 4, 4), sheen);
    painter.restore();
}

void paintVeins(QPainter& painter, const LeafShape& leaf, const QPainterPath& blade, const QColor& color)
{
    painter.save();
    painter.setClipPath(blade, Qt::IntersectClip);
    painter.setBrush(Qt::NoBrush);
    const auto drawVeins = [&](const QPainterPath& veins, double width, double strength) {
        painter.setPen(QPen(QColor(0, 0, 0, int(60 * strength)), width * 1.9, Qt::SolidLine, Qt::RoundCap));
        painter.drawPath(veins);
        painter.setPen(
            QPen(hsv(color.hsvHueF() - 0.02, color.hsvSaturationF() * 0.55, color.valueF() * 1.4, strength),
                 width, Qt::SolidLine, Qt::RoundCap));
        painter.drawPath(veins);
    };
    drawVeins(leaf.sideVeins, 0.016, 0.55);
    drawVeins(leaf.mainVeins, 0.032, 0.85);
    painter.restore();
}

} // namespace

QImage LeafPainter::paint(int side)
{
    QImage picture = background(side, m_random);
    QPainter painter(&picture);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    placeLeaf(painter, side);
    const double shadow = side * m_random.uniform(0.01, 0.035);
    const double sun = m_random.uniform(0, 2 * kPi);
    paintLeaf(painter, QPointF(std::cos(sun), std::sin(sun)) * shadow);
    paintOcclusion(painter, side);
    paintLight(painter, side, m_random);
    painter.end();
    if (m_random.uniform() < 0.25)
        picture = blurred(picture, 2);
    addGrain(picture, m_random.uniform(6, 22), m_random);
    return picture.convertToFormat(QImage::Format_RGB888);
}

/// Anywhere near the middle, at any angle within reason, seen a little from the side.
void LeafPainter::placeLeaf(QPainter& painter, int side)
{
    const double unit = side * m_random.uniform(0.3, 0.42);
    const bool isThrownDown = m_random.uniform() < 0.35;
    painter.translate(side * m_random.uniform(0.4, 0.6), side * m_random.uniform(0.4, 0.6));
    painter.rotate(isThrownDown ? m_random.uniform(-180, 180) : m_random.uniform(-50, 50));
    painter.shear(m_random.uniform(-0.12, 0.12), 0);
    painter.scale(unit * m_random.uniform(0.82, 1.0), unit);
    painter.translate(0, -0.12); // the stalk hangs below the middle
}

void LeafPainter::paintLeaf(QPainter& painter, const QPointF& shadowOffset)
{
    const LeafShape leaf = LeafShape::draw(m_species, m_random);
    const QColor color = bladeColor(m_species, m_random);
    const bool isEaten = m_random.uniform() < 0.2;
    const QPainterPath blade = isEaten ? leaf.blade.subtracted(bites(m_random)) : leaf.blade;
    paintShadow(painter, blade, shadowOffset);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(hsv(color.hsvHueF() - 0.03, color.hsvSaturationF() * 0.7, color.valueF() * 0.85),
                        0.05, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(leaf.stalk);
    paintBlade(painter, blade, color, m_random);
    paintSurface(painter, blade, color, m_random);
    paintVeins(painter, leaf, blade, color);
}

/// Now and then a twig lies across, or a blade of grass.
void LeafPainter::paintOcclusion(QPainter& painter, int side)
{
    if (m_random.uniform() >= 0.22)
        return;
    painter.resetTransform();
    const bool isTwig = m_random.uniform() < 0.5;
    const QColor color =
        isTwig ? hsv(0.07, 0.45, m_random.uniform(0.2, 0.4)) : hsv(0.27, 0.55, m_random.uniform(0.35, 0.6));
    const double y = side * m_random.uniform(0.2, 0.8);
    QPainterPath line(QPointF(-side * 0.1, y));
    line.quadTo(QPointF(side * 0.5, y + side * m_random.uniform(-0.25, 0.25)),
                QPointF(side * 1.1, side * m_random.uniform(0.1, 0.9)));
    const double width = side * m_random.uniform(0.015, 0.035);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 70), width * 1.3));
    painter.drawPath(line.translated(width * 0.5, width * 0.6));
    painter.setPen(QPen(color, width));
    painter.drawPath(line);
}

} // namespace cultivar
