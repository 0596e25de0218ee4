// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"
#include "ui/widgets/DropContent.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace cultivar {

class ClassListModel;
class HealthLine;
class HealthView;
class SkippedList;

/// The first page: choose or drop a folder, look at its classes, counts, pictures and what was left out.
class DataPage : public QWidget
{
    Q_OBJECT

public:
    explicit DataPage(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    void openFolderRequested();
    void dropped(const cultivar::DropContent& content);
    void continueRequested();
    void messageRaised(const QString& text);

private:
    QWidget* makeEmptyState();
    QWidget* makeOverview();
    HealthView* makeHealthView();
    void onActivityChanged(Session::Activity activity);
    void onDatasetChanged();
    void onScanProgress(int files);

    Session& m_session;
    std::filesystem::path m_root; // of what is shown
    ClassListModel* m_classes = nullptr;
    QStackedWidget* m_stack = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_hint = nullptr;
    HealthLine* m_health = nullptr;
    QLabel* m_progressText = nullptr;
    QProgressBar* m_progress = nullptr;
    SkippedList* m_skipped = nullptr;
    QPushButton* m_continue = nullptr;
};

} // namespace cultivar
