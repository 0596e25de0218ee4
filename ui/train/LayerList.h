// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/train/FreezePlan.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QSlider;

namespace cultivar {

class FreezeSwitch;

/// The backbone's blocks from input to output, each with a freeze switch, and a slider for the last N layers.
/// Both show one FreezePlan.
class LayerList : public QWidget
{
    Q_OBJECT

public:
    explicit LayerList(QWidget* parent = nullptr);

    void setOutline(const BackboneOutline& outline);
    void setLastLayers(int count);
    void setHead(const HeadSpec& head, int classes);
    /// From scratch everything trains and there is nothing to choose.
    void setLocked(bool isLocked);
    const FreezePlan& plan() const { return m_plan; }

Q_SIGNALS:
    void edited(); // by the user

private:
    void rebuildRows();
    void showPlan();
    void onSliderMoved(int count);

    FreezePlan m_plan;
    HeadSpec m_head;
    int m_classes = 2;
    QLabel* m_total = nullptr;
    QLabel* m_lastWords = nullptr;
    QSlider* m_slider = nullptr;
    QWidget* m_rows = nullptr;
    std::vector<FreezeSwitch*> m_switches;
};

} // namespace cultivar
