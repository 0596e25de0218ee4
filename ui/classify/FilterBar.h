// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/classify/ResultFilter.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace cultivar {

class RangeSlider;

/// What a ResultFilter is told: class, kind, confidence and order, with how many results each choice has.
class FilterBar : public QWidget
{
    Q_OBJECT

public:
    FilterBar(ResultModel& results, ResultFilter& filter, QWidget* parent = nullptr);

    /// There are other results; the choices stay where they still exist.
    void refresh();
    /// Everything is shown.
    void clear();

Q_SIGNALS:
    void changed();

private:
    QComboBox* makeBox(const char* objectName, const QString& name);
    QWidget* makeConfidence();
    void fillClasses();
    void apply();

    ResultModel& m_results;
    ResultFilter& m_filter;
    QComboBox* m_class = nullptr;
    QComboBox* m_kind = nullptr;
    QComboBox* m_order = nullptr;
    RangeSlider* m_confidence = nullptr;
    QLabel* m_range = nullptr;
};

} // namespace cultivar
