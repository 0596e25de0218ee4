// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;

namespace cultivar {

class RateChart;

/// Tries rising learning rates as soon as it opens and shows what the loss does; the user takes the suggested
/// rate or another.
class RateFinder : public QDialog
{
    Q_OBJECT

public:
    /// Needs a dataset and an idle session.
    RateFinder(Session& session, const TrainingConfig& config, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(double rate);

private:
    QLayout* makeProgress();
    QLayout* makeButtons();
    void connectSession();
    void onFound(const RateCurve& curve);
    void onFinished();
    void showProgress(TrainingStage stage, int done, int total);
    void setRate(double rate);

    Session& m_session;
    RateChart* m_chart = nullptr;
    QLabel* m_words = nullptr;
    QProgressBar* m_bar = nullptr;
    QPushButton* m_use = nullptr;
    bool m_hasCurve = false;
    double m_rate = 0.0; // where one is chosen
};

} // namespace cultivar
