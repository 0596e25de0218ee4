// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"
#include "ui/Dialogs.h"
#include "ui/settings/Settings.h"
#include "ui/widgets/DropContent.h"

#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace cultivar {

class MessageBar;
class SnippetView;

/// The last page: takes the model in use to other software, and shows how it is used there. GUI thread;
/// session, settings and dialogs outlive it.
class ExportPage : public QWidget
{
    Q_OBJECT

public:
    ExportPage(Session& session, Settings& settings, Dialogs& dialogs, QWidget* parent = nullptr);

Q_SIGNALS:
    void dropped(const cultivar::DropContent& content);
    void openModelRequested();
    void trainRequested();

private:
    QWidget* makeEmptyState();
    QWidget* makeWorkplace();
    QWidget* makeFormats(QWidget* parent);
    QWidget* makeOptions(QWidget* parent);
    QWidget* makeAction(QWidget* parent);
    void connectSession();

    ExportOptions options() const;
    std::filesystem::path suggestedName() const;
    void chooseAndExport();
    void showInFolder();
    void onModelChanged();
    void onOptionsChanged();
    void onExported(const ExportOutcome& outcome);
    void showProgress(ExportStage stage, int done, int total);
    void updateAction();

    Session& m_session;
    Settings& m_settings;
    Dialogs& m_dialogs;
    QStackedWidget* m_stack = nullptr;
    QButtonGroup* m_formats = nullptr;
    QWidget* m_options = nullptr;
    QCheckBox* m_rawInput = nullptr;
    QCheckBox* m_probabilities = nullptr;
    QLabel* m_title = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_cancel = nullptr;
    QProgressBar* m_bar = nullptr;
    QLabel* m_words = nullptr;
    MessageBar* m_result = nullptr;
    QPushButton* m_show = nullptr;
    SnippetView* m_snippets = nullptr;
    std::filesystem::path m_exported; // what showInFolder() shows
};

} // namespace cultivar
