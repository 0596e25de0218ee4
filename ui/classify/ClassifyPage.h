// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"
#include "ui/widgets/DropContent.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;

namespace cultivar {

class ResultDetail;
class ResultModel;

/// The third page: drop or paste pictures and see what the model makes of them; save the model.
class ClassifyPage : public QWidget
{
    Q_OBJECT

public:
    explicit ClassifyPage(Session& session, QWidget* parent = nullptr);

    /// Classifies pictures and folders; says why not where it cannot.
    void take(const DropContent& content);

Q_SIGNALS:
    void messageRaised(const QString& text);
    void dropped(const cultivar::DropContent& content);
    void openModelRequested();
    void saveModelRequested();
    void choosePicturesRequested();
    void trainRequested();

private:
    QWidget* makeEmptyState();
    QWidget* makeWorkplace();
    QWidget* makeHeader(QWidget* parent);
    void connectSession();
    void onModelChanged();
    void showProgress();
    void showSelected();

    Session& m_session;
    ResultModel* m_results = nullptr;
    ResultDetail* m_detail = nullptr;
    QStackedWidget* m_stack = nullptr;
    QListView* m_list = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_status = nullptr;
    QPushButton* m_clear = nullptr;
    int m_expected = 0; // pictures of the running job
    int m_done = 0;
};

} // namespace cultivar
