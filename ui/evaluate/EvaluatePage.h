// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"
#include "ui/Dialogs.h"
#include "ui/settings/Settings.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace cultivar {

class EvaluationView;

/// The page between Train and Classify: how good the model is, where it fails and why. GUI thread; session,
/// settings and dialogs outlive it.
class EvaluatePage : public QWidget
{
    Q_OBJECT

public:
    EvaluatePage(Session& session, Settings& settings, Dialogs& dialogs, QWidget* parent = nullptr);

Q_SIGNALS:
    void trainRequested();
    void trainAgainRequested(); // with the settings of the Train page
    void openModelRequested();

private:
    QWidget* makeEmptyState();
    QWidget* makeWorkplace();
    QWidget* makeHeader(QWidget* parent);
    QWidget* makeProgress(QWidget* parent);
    void connectSession();
    void fillSources();
    void showState();
    void showEvaluation();
    void evaluate();
    void evaluate(const std::filesystem::path& folder, EvaluatedPart part);
    void chooseFolder();
    void saveReport();
    void compare();
    void endComparison();

    Session& m_session;
    Settings& m_settings;
    Dialogs& m_dialogs;
    QStackedWidget* m_stack = nullptr;   // no model, or the workplace
    QStackedWidget* m_content = nullptr; // an invitation, or what was found
    EvaluationView* m_view = nullptr;
    QLabel* m_facts = nullptr;
    QComboBox* m_source = nullptr;
    QPushButton* m_evaluate = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_compare = nullptr;
    std::filesystem::path m_folder; // of the latest evaluation that was asked for
    EvaluatedPart m_part = EvaluatedPart::Usual;
    QWidget* m_progressRow = nullptr;
    QLabel* m_progressText = nullptr;
    QProgressBar* m_progress = nullptr;
};

} // namespace cultivar
