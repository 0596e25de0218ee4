// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"
#include "ui/Dialogs.h"
#include "ui/settings/Settings.h"

#include <QDialog>

class QCheckBox;
class QPushButton;
class QStandardItemModel;

namespace cultivar {

class ProgressRow;
class StrategyChart;

/// "Compare strategies": from scratch, frozen and fine-tuned side by side on the user's own images, as a
/// learning curve and as a table.
class StrategyDialog : public QDialog
{
    Q_OBJECT

public:
    /// @p config: backbone, weights and the other settings that all runs share.
    StrategyDialog(Session& session, Settings& settings, Dialogs& dialogs, const TrainingConfig& config,
                   QWidget* parent = nullptr);

private:
    QWidget* makeTable();
    QLayout* makeButtons();
    void compare();
    void exportCsv();
    void showProgress(const StrategyProgress& progress);
    void showResults();
    void showState();
    QString words() const;

    Session& m_session;
    StrategyComparing& m_comparing;
    Settings& m_settings;
    Dialogs& m_dialogs;
    TrainingConfig m_config;
    StrategyChart* m_chart = nullptr;
    QStandardItemModel* m_table = nullptr;
    ProgressRow* m_progress = nullptr;
    QCheckBox* m_scratch = nullptr;
    QPushButton* m_export = nullptr;
    QPushButton* m_compare = nullptr;
};

} // namespace cultivar
