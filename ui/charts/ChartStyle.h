// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Theme.h"

#include <QFont>

class QCPAxis;
class QCustomPlot;

namespace cultivar {

/// The font of tick labels and other small words of a chart.
QFont smallChartFont(const QCustomPlot& plot);

/// Quiet axes, the same in every chart: no ticks, dim words, a line at the bottom, and a grid.
void styleAxis(QCPAxis& axis, const ThemeColors& colors);

} // namespace cultivar
