// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/LiveCamera.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace cultivar {

class ExplainedPicture;
class ProbabilityBars;

/// What the camera sees, and what the model makes of it.
class CameraPanel : public QFrame
{
    Q_OBJECT

public:
    /// @p classes: those of the model in use.
    CameraPanel(LiveCamera& camera, const std::optional<ModelDescription>& model, QWidget* parent = nullptr);

private:
    void onRunningChanged(bool isRunning);
    void showAnswer(const Prediction& prediction);

    LiveCamera& m_camera;
    const std::optional<ModelDescription>& m_model;
    ExplainedPicture* m_view = nullptr;
    QLabel* m_label = nullptr;
    QLabel* m_unlike = nullptr;
    ProbabilityBars* m_bars = nullptr;
    QPushButton* m_take = nullptr;
};

} // namespace cultivar
