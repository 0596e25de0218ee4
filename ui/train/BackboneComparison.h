// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"

#include <QDialog>

class QPushButton;
class QSortFilterProxyModel;
class QTableView;

namespace cultivar {

class ProgressRow;
class BackboneTable;
class SpeedChart;

/// "Which backbone?": accuracy against speed, measured on this computer and on the user's own images.
class BackboneComparison : public QDialog
{
    Q_OBJECT

public:
    /// @p chosen: weights files chosen by hand.
    BackboneComparison(Session& session, BackboneRace::Weights chosen, QWidget* parent = nullptr);

    void setCurrent(const QString& backbone);

Q_SIGNALS:
    void chosen(const QString& backbone);

private:
    QWidget* makeTable();
    QLayout* makeButtons();
    void connectSession();
    QString current() const;
    void onCurrentChanged();
    void measure();
    void race();
    void showProgress(const QString& backbone, int done, int total);
    void showState();
    void showChart();
    QString words() const;

    Session& m_session;
    BackboneComparing& m_comparing;
    BackboneRace::Weights m_weights;
    BackboneTable* m_model = nullptr;
    QSortFilterProxyModel* m_sorted = nullptr;
    QTableView* m_table = nullptr;
    SpeedChart* m_chart = nullptr;
    ProgressRow* m_progress = nullptr;
    QPushButton* m_measure = nullptr;
    QPushButton* m_race = nullptr;
    QPushButton* m_use = nullptr;
    bool m_isRacing = false;
};

} // namespace cultivar
