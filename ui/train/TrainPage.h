// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"
#include "ui/Dialogs.h"
#include "ui/settings/Settings.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace cultivar {

class TrainingChart;
class TrainProgress;
class TrainSetup;

/// The second page: what to train on the left, the run itself on the right.
class TrainPage : public QWidget
{
    Q_OBJECT

public:
    TrainPage(Session& session, Settings& settings, Dialogs& dialogs, QWidget* parent = nullptr);

    /// With what is set here.
    void train();

Q_SIGNALS:
    void continueRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    QWidget* makeSetup(Settings& settings, Dialogs& dialogs);
    QWidget* makeRun();
    void connectSession();
    void showButtons();
    void onTrainingStarted();
    void onTrainingFinished();
    void togglePause();

    Session& m_session;
    TrainSetup* m_setup = nullptr;
    TrainingChart* m_chart = nullptr;
    TrainProgress* m_progress = nullptr;
    QLabel* m_result = nullptr;
    QPushButton* m_train = nullptr;
    QPushButton* m_pause = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_continue = nullptr;
};

} // namespace cultivar
