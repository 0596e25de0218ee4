// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Reliability.h"
#include "core/train/History.h"

#include <QImage>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <variant>
#include <vector>

class QPainter;

namespace cultivar {

/// A chart as lines, boxes and words: becomes SVG whose colours follow the page, or a picture for print. A
/// value.
class ReportChart
{
public:
    static constexpr int kImageScale = 3;

    enum class Ink { Text, Dim, Border, Training, Validation, Pale };
    enum class Anchor { Start, Middle, End };

    ReportChart(double width, double height) : m_size(width, height) {}

    // Later ones cover earlier ones.
    void line(std::vector<QPointF> points, Ink ink, double width = 1.0);
    void box(const QRectF& area, Ink ink);
    /// @p at: the left end, the middle or the right end of the base line.
    void words(const QPointF& at, Anchor anchor, const QString& text, Ink ink = Ink::Dim);

    /// Colours come from the page's classes stroke-… and fill-…, such as fill-dim.
    QString svg() const;
    /// On white, kImageScale pixels per unit. Needs a QGuiApplication.
    QImage image() const;

private:
    struct Line
    {
        std::vector<QPointF> points;
        Ink ink;
        double width;
    };
    struct Box
    {
        QRectF area;
        Ink ink;
    };
    struct Words
    {
        QPointF at;
        Anchor anchor;
        QString text;
        Ink ink;
    };

    static QString svgOf(const Box& box);
    static QString svgOf(const Line& line);
    static QString svgOf(const Words& words);
    static void paint(QPainter& painter, const Box& box);
    static void paint(QPainter& painter, const Line& line);
    static void paint(QPainter& painter, const Words& words);

    QSizeF m_size;
    std::vector<std::variant<Box, Line, Words>> m_shapes;
};

/// Accuracy and loss over the epochs, of training and validation.
ReportChart curvesChart(const History& history);
/// Accuracy over confidence, with the diagonal on which a calibrated model lies.
ReportChart reliabilityChart(const Reliability& reliability);

} // namespace cultivar
