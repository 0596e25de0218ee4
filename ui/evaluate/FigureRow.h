// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluate/Metrics.h"

#include <QFrame>

#include <vector>

class QHBoxLayout;
class QLabel;

namespace cultivar {

/// The headline figures of an evaluation, each with what it means below it.
class FigureRow : public QFrame
{
    Q_OBJECT

public:
    explicit FigureRow(QWidget* parent = nullptr);
    void show(const Metrics& metrics);

private:
    struct Figure
    {
        QLabel* value;
        QLabel* line;
    };
    Figure add(QHBoxLayout* layout, const QString& title, const char* name);

    Figure m_top1, m_top5, m_macroF1, m_calibration, m_images;
};

} // namespace cultivar
