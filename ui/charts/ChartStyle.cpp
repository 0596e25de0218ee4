// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/ChartStyle.h"

#include <qcustomplot.h>

namespace cultivar {

QFont smallChartFont(const QCustomPlot& plot)
{
    QFont font = plot.font();
    font.setPointSizeF(font.pointSizeF() * 0.88);
    return font;
}

void styleAxis(QCPAxis& axis, const ThemeColors& colors)
{
    const QFont small = smallChartFont(*axis.parentPlot());
    axis.setBasePen(axis.axisType() == QCPAxis::atBottom ? QPen(colors.border) : QPen(Qt::NoPen));
    axis.setTickPen(Qt::NoPen);
    axis.setSubTickPen(Qt::NoPen);
    axis.setTickLabelColor(colors.dim);
    axis.setTickLabelFont(small);
    axis.setLabelColor(colors.dim);
    axis.setLabelFont(small);
    axis.grid()->setPen(QPen(colors.border));
    axis.grid()->setSubGridVisible(false);
    axis.grid()->setZeroLinePen(Qt::NoPen);
}

} // namespace cultivar
