// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace cultivar {

/// The few pictograms of the window, painted so that they are sharp at every scale and in every colour.
enum class Icon { Leaf, Folder, Picture, Snowflake, Flame, Check, Warning, Close, ChevronRight, ChevronDown };

void paintIcon(QPainter& painter, Icon icon, const QRectF& where, const QColor& color);

} // namespace cultivar
