// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"
#include "ui/Dialogs.h"
#include "ui/settings/Settings.h"
#include "ui/widgets/DropContent.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace cultivar {

class FilterBar;
class PictureCache;
class ResultDetail;
class ResultFilter;
class ResultList;
class ResultModel;

/// The fourth page: drop or paste pictures, or start the camera, and see what the model makes of them; filter
/// and export what it found; save the model.
class ClassifyPage : public QWidget
{
    Q_OBJECT

public:
    ClassifyPage(Session& session, Settings& settings, Dialogs& dialogs, QWidget* parent = nullptr);

    /// Classifies pictures and folders; says why not where it cannot.
    void take(const DropContent& content);

Q_SIGNALS:
    void messageRaised(const QString& text);
    void dropped(const cultivar::DropContent& content);
    void openModelRequested();
    void saveModelRequested();
    void choosePicturesRequested();
    void trainRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeEmptyState();
    QWidget* makeWorkplace();
    QWidget* makeHeader(QWidget* parent);
    QWidget* makeDropArea(QWidget* parent);
    void connectSession();
    void connectResults();
    void onModelChanged();
    void onClassified(const std::vector<ClassifiedPicture>& pictures);
    void onFinished();
    void showState();
    void showChosen();
    void showCamera(bool isRunning);
    void clearResults();
    void exportResults();
    void sortResults();

    Session& m_session;
    Settings& m_settings;
    Dialogs& m_dialogs;
    ResultModel* m_results = nullptr;
    ResultFilter* m_filter = nullptr;
    PictureCache* m_pictures = nullptr;
    QStackedWidget* m_stack = nullptr;
    QStackedWidget* m_side = nullptr; // the chosen result, or the camera
    ResultList* m_list = nullptr;
    FilterBar* m_filterBar = nullptr;
    ResultDetail* m_detail = nullptr;
    QPushButton* m_camera = nullptr;
    QPushButton* m_sort = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    QTimer m_refresh; // of the filter's counts: seldom enough for many classes
    bool m_awaitsFirst = false;
};

} // namespace cultivar
