// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Classifying.h"
#include "ui/classify/ResultFilter.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QListView;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace cultivar {

class PictureCache;

/// The shown results, how far the running classification is, and what can be done with all of them.
class ResultList : public QWidget
{
    Q_OBJECT

public:
    ResultList(ResultFilter& filter, PictureCache& pictures, QWidget* parent = nullptr);

    /// The chosen row; null where none is.
    const ResultModel::Row* chosen() const;
    void choose(int shownRow);

    void showProgress(const Classifying::Progress& progress);
    /// Nothing is under way any more.
    void showCounts();
    /// Something else that can be done with the results.
    void addAction(QWidget* button);

Q_SIGNALS:
    void chosenChanged();
    void stopRequested();
    void exportRequested();
    void clearRequested();
    void showAllRequested();

private:
    QWidget* makeNothing();
    void setRunning(bool isRunning);

    ResultFilter& m_filter;
    QStackedWidget* m_stack = nullptr;
    QListView* m_list = nullptr;
    QProgressBar* m_bar = nullptr;
    QLabel* m_status = nullptr;
    QHBoxLayout* m_actions = nullptr;
    QPushButton* m_stop = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_clear = nullptr;
};

} // namespace cultivar
