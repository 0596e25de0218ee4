// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluate/ReportCharts.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace cultivar {

namespace {

using Ink = ReportChart::Ink;
using Anchor = ReportChart::Anchor;

constexpr double kFontSize = 11.0;

struct InkLook
{
    const char* name;
    QRgb printed;
};

const InkLook& lookOf(Ink ink)
{
    static constexpr std::array<InkLook, 6> kLooks{{{"text", 0xff1b231e},
                                                    {"dim", 0xff646e67},
                                                    {"border", 0xffc9cfc6},
                                                    {"training", 0xff3b6fc4},
                                                    {"validation", 0xff2a8a52},
                                                    {"pale", 0xffb4d6c1}}};
    return kLooks[static_cast<std::size_t>(ink)];
}

QString decimal(double value)
{
    return QString::number(value, 'f', 1);
}

/// Maps values to places in a box.
struct Plane
{
    QRectF area;
    double left, right, bottom, top; // values at the sides

    QPointF at(double x, double y) const
    {
        return {area.left() + area.width() * (x - left) / (right - left),
                area.bottom() - area.height() * (y - bottom) / (top - bottom)};
    }
};

/// The horizontal lines of the grid, with their values at the left.
void drawGrid(ReportChart& chart, const Plane& plane, int steps, int decimals)
{
    for (int i = 0; i <= steps; ++i) {
        const double value = plane.bottom + (plane.top - plane.bottom) * i / steps;
        chart.line({plane.at(plane.left, value), plane.at(plane.right, value)}, Ink::Border);
        chart.words(plane.at(plane.left, value) + QPointF(-6, kFontSize / 3), Anchor::End,
                    QString::number(value, 'f', decimals));
    }
}

void drawEpochs(ReportChart& chart, const Plane& plane, int epochs)
{
    const int step = std::max(1, (epochs + 5) / 6);
    for (int epoch = step; epoch <= epochs; epoch += step)
        chart.words(plane.at(epoch, plane.bottom) + QPointF(0, 16), Anchor::Middle, QString::number(epoch));
}

using Value = double EpochRecord::*;

std::vector<QPointF> curveOf(const History& history, const Plane& plane, Value value, double scale)
{
    std::vector<QPointF> points;
    for (const EpochRecord& record : history.epochs())
        points.push_back(plane.at(record.epoch, record.*value * scale));
    return points;
}

double roundedUp(double value)
{
    for (const double step : {0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0}) {
        if (value <= step)
            return step;
    }
    return value;
}

} // namespace

void ReportChart::line(std::vector<QPointF> points, Ink ink, double width)
{
    m_shapes.emplace_back(Line{std::move(points), ink, width});
}

void ReportChart::box(const QRectF& area, Ink ink)
{
    m_shapes.emplace_back(Box{area, ink});
}

void ReportChart::words(const QPointF& at, Anchor anchor, const QString& text, Ink ink)
{
    m_shapes.emplace_back(Words{at, anchor, text, ink});
}

QString ReportChart::svgOf(const Box& box)
{
    return QStringLiteral("<rect class=\"fill-%1\" x=\"%2\" y=\"%3\" width=\"%4\" height=\"%5\"/>\n")
        .arg(QLatin1String(lookOf(box.ink).name), decimal(box.area.x()), decimal(box.area.y()),
             decimal(box.area.width()), decimal(box.area.height()));
}

QString ReportChart::svgOf(const Line& line)
{
    QString points;
    for (const QPointF& point : line.points)
        points += decimal(point.x()) + u',' + decimal(point.y()) + u' ';
    return QStringLiteral("<polyline class=\"stroke-%1\" stroke-width=\"%2\" points=\"%3\"/>\n")
        .arg(QLatin1String(lookOf(line.ink).name), decimal(line.width), points.trimmed());
}

QString ReportChart::svgOf(const Words& words)
{
    static constexpr const char* kAnchors[] = {"start", "middle", "end"};
    return QStringLiteral("<text class=\"fill-%1\" text-anchor=\"%2\" x=\"%3\" y=\"%4\">%5</text>\n")
        .arg(QLatin1String(lookOf(words.ink).name),
             QLatin1String(kAnchors[static_cast<std::size_t>(words.anchor)]), decimal(words.at.x()),
             decimal(words.at.y()), words.text.toHtmlEscaped());
}

QString ReportChart::svg() const
{
    QString svg = QStringLiteral("<svg viewBox=\"0 0 %1 %2\" width=\"%1\" height=\"%2\">\n")
                      .arg(m_size.width())
                      .arg(m_size.height());
    for (const auto& shape : m_shapes)
        svg += std::visit([](const auto& known) { return svgOf(known); }, shape);
    return svg + QStringLiteral("</svg>\n");
}

void ReportChart::paint(QPainter& painter, const Box& box)
{
    painter.fillRect(box.area, QColor(lookOf(box.ink).printed));
}

void ReportChart::paint(QPainter& painter, const Line& line)
{
    painter.setPen(QPen(QColor(lookOf(line.ink).printed), line.width));
    painter.drawPolyline(line.points.data(), static_cast<int>(line.points.size()));
}

void ReportChart::paint(QPainter& painter, const Words& words)
{
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(words.text);
    const double shift = static_cast<double>(words.anchor) / 2; // none, half or all of it
    painter.setPen(QColor(lookOf(words.ink).printed));
    painter.drawText(words.at - QPointF(shift * width, 0), words.text);
}

QImage ReportChart::image() const
{
    QImage image((m_size * kImageScale).toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(kImageScale, kImageScale);
    QFont font = painter.font();
    font.setPixelSize(static_cast<int>(kFontSize));
    painter.setFont(font);
    for (const auto& shape : m_shapes)
        std::visit([&painter](const auto& known) { paint(painter, known); }, shape);
    return image;
}

ReportChart curvesChart(const History& history)
{
    ReportChart chart(760, 250);
    const int epochs = static_cast<int>(history.epochs().size());
    double largestLoss = 0.0;
    for (const EpochRecord& record : history.epochs())
        largestLoss = std::max({largestLoss, record.trainLoss, record.validationLoss});
    const double last = std::max(2, epochs);
    const Plane accuracy{{40, 30, 320, 180}, 1, last, 0, 100};
    const Plane loss{{430, 30, 320, 180}, 1, last, 0, roundedUp(largestLoss)};
    for (const Plane& plane : {accuracy, loss}) {
        drawGrid(chart, plane, 5, plane.top < 5 ? 2 : 0);
        drawEpochs(chart, plane, epochs);
    }
    const QPointF above(0, -12);
    chart.words(accuracy.area.topLeft() + above, Anchor::Start, QStringLiteral("Accuracy, %"), Ink::Text);
    chart.words(loss.area.topLeft() + above, Anchor::Start, QStringLiteral("Loss"), Ink::Text);
    chart.words(loss.area.topRight() + above + QPointF(-70, 0), Anchor::End, QStringLiteral("training"),
                Ink::Training);
    chart.words(loss.area.topRight() + above, Anchor::End, QStringLiteral("validation"), Ink::Validation);
    chart.words({380, 246}, Anchor::Middle, QStringLiteral("Epoch"));
    chart.line(curveOf(history, accuracy, &EpochRecord::trainAccuracy, 100), Ink::Training, 2);
    chart.line(curveOf(history, accuracy, &EpochRecord::validationAccuracy, 100), Ink::Validation, 2);
    chart.line(curveOf(history, loss, &EpochRecord::trainLoss, 1), Ink::Training, 2);
    chart.line(curveOf(history, loss, &EpochRecord::validationLoss, 1), Ink::Validation, 2);
    return chart;
}

ReportChart reliabilityChart(const Reliability& reliability)
{
    ReportChart chart(360, 320);
    const Plane plane{{40, 20, 300, 250}, 0, 100, 0, 100};
    drawGrid(chart, plane, 5, 0);
    for (int percent = 0; percent <= 100; percent += 20)
        chart.words(plane.at(percent, 0) + QPointF(0, 16), Anchor::Middle, QString::number(percent));
    constexpr double kWidth = 100.0 / Reliability::kBins;
    const auto bins = reliability.bins();
    for (std::size_t i = 0; i < bins.size(); ++i) {
        if (bins[i].images == 0)
            continue;
        const double left = kWidth * static_cast<double>(i);
        chart.box({plane.at(left + 0.4, bins[i].accuracy * 100), plane.at(left + kWidth - 0.4, 0)},
                  bins[i].images < Reliability::kFew ? Ink::Pale : Ink::Validation);
    }
    chart.line({plane.at(0, 0), plane.at(100, 100)}, Ink::Dim, 1.5);
    chart.words({40, 10}, Anchor::Start, QStringLiteral("Right, %"), Ink::Text);
    chart.words({190, 308}, Anchor::Middle, QStringLiteral("Confidence, %"), Ink::Text);
    return chart;
}

} // namespace cultivar
