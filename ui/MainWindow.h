// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"
#include "ui/Dialogs.h"
#include "ui/settings/Settings.h"
#include "ui/widgets/DropContent.h"

#include <QMainWindow>

class QAction;
class QStackedWidget;

namespace cultivar {

class ClassifyPage;
class DataPage;
class MessageBar;
class Sidebar;
class TrainPage;

/// The window: the flow at the left, one page at a time, messages above it, menus, and what may be dropped
/// where. GUI thread; session, settings and dialogs outlive it.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(Session& session, Settings& settings, Dialogs& dialogs, QWidget* parent = nullptr);

    enum class Page { Data, Train, Evaluate, Classify, Export };
    void showPage(Page page);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildPages();
    void buildMenus();
    void connectSession();
    QAction* addAction(QMenu* menu, const QString& text, const QKeySequence& keys,
                       void (MainWindow::*slot)());

    void openFolder();
    void openDataset(const std::filesystem::path& folder);
    void openSample();
    void openModel();
    void openModelFile(const std::filesystem::path& file);
    void saveModel();
    void choosePictures();
    void paste();
    void showSettings();
    void showAbout();
    void take(const DropContent& content);
    bool refuseWhileTraining();
    void raise(const QString& text);
    void updateActions();

    Session& m_session;
    Settings& m_settings;
    Dialogs& m_dialogs;
    Sidebar* m_sidebar = nullptr;
    MessageBar* m_messages = nullptr;
    QStackedWidget* m_pages = nullptr;
    ClassifyPage* m_classify = nullptr;
    QAction* m_save = nullptr;
    bool m_isClosing = false;
};

} // namespace cultivar
