// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"

#include <QWidget>

class QLabel;
class QListView;
class QListWidget;
class QMenu;
class QPushButton;

namespace cultivar {

class FindingModel;

/// What the check of the images found: kinds at the left, the images of the chosen one at the right, to be
/// excluded or moved to another class, and to be undone. Paints what DatasetEdits says.
class HealthView : public QWidget
{
    Q_OBJECT

public:
    explicit HealthView(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    void backRequested();
    void messageRaised(const QString& text);

private:
    QWidget* makeHeader();
    QWidget* makeImages();
    void connectSession();
    void refresh();
    void showTopic();
    void showExcluded();
    void showFindings(FindingKind kind);
    void updateButtons();
    void fillMoveMenu();
    void selectCopies();
    void onChanged(const std::vector<SkippedFile>& failed);
    std::vector<std::filesystem::path> selectedFiles() const;

    Session& m_session;
    FindingModel* m_images = nullptr;
    QListWidget* m_topics = nullptr;
    QListView* m_view = nullptr;
    QLabel* m_advice = nullptr;
    QLabel* m_state = nullptr;
    QPushButton* m_exclude = nullptr;
    QPushButton* m_include = nullptr;
    QPushButton* m_move = nullptr;
    QPushButton* m_copies = nullptr;
    QPushButton* m_undo = nullptr;
    QPushButton* m_again = nullptr;
    QMenu* m_classes = nullptr;
};

} // namespace cultivar
