// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Reliability.h"
#include "core/train/History.h"

#include <QImage>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <vector>

namespace cultivar {

/// A chart as lines, boxes and words: becomes SVG whose colours follow the page, or a picture for print. A
/// value.
class ReportChart
{
public:
    enum class Ink { Text, Dim, Border, Training, Validation };
    enum class Anchor { Start, Middle, End };

    ReportChart(double width, double height) : m_size(width, height) {}

    void line(std::vector<QPointF> points, Ink ink, double width = 1.0);
    void box(const QRectF& area, Ink ink);
    /// @p at: the left end, the middle or the right end of the base line.
    void words(const QPointF& at, Anchor anchor, const QString& text, Ink ink = Ink::Dim);

    /// Colours come from the page's classes stroke-… and fill-…, such as fill-dim.
    QString svg() const;
    /// On white, two pixels per unit. Needs a QGuiApplication.
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

    QSizeF m_size;
    std::vector<Box> m_boxes;
    std::vector<Line> m_lines;
    std::vector<Words> m_words;
};

/// Accuracy and loss over the epochs, of training and validation.
ReportChart curvesChart(const History& history);
/// Accuracy over confidence, with the diagonal on which a calibrated model lies.
ReportChart reliabilityChart(const Reliability& reliability);

} // namespace cultivar
