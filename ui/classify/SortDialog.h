// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"
#include "ui/Dialogs.h"
#include "ui/settings/Settings.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace cultivar {

class ProgressRow;
class SortTableModel;

/// "Sort into folders": shows where every classified picture would go, then copies or moves them, tells what
/// went wrong, and takes it back.
class SortDialog : public QDialog
{
    Q_OBJECT

public:
    struct Pictures
    {
        std::vector<ClassifiedFile> files;
        QStringList classes; // of the model that has classified them
    };

    SortDialog(Session& session, Settings& settings, Dialogs& dialogs, Pictures pictures,
               QWidget* parent = nullptr);

    /// Not while files move.
    void reject() override;

private:
    enum class Stage { NoTarget, Planning, Planned, Running, Done, Undone, Failed };

    QLayout* makeTargetRow();
    QLayout* makeRules();
    QWidget* makeTable();
    QLayout* makeButtons();
    void connectSorting();
    void chooseTarget();
    void plan();
    void start();
    void undo();
    void onPlanned(const std::shared_ptr<const SortPlan>& plan);
    void onEnded(const FileSort::Outcome& outcome);
    void onFailed(const Error& error);
    void setStage(Stage stage);
    void showState();
    QString words() const;
    SortSettings sortSettings() const;

    Sorting& m_sorting;
    Settings& m_settings;
    Dialogs& m_dialogs;
    Pictures m_pictures;
    std::filesystem::path m_target; // empty: none chosen yet
    std::shared_ptr<const SortPlan> m_plan;
    FileSort::Outcome m_outcome;
    Error m_error;
    Stage m_stage = Stage::NoTarget;
    bool m_isOwn = false;     // what runs is what was started here
    bool m_isUndoing = false; // it is
    SortTableModel* m_table = nullptr;
    QLabel* m_place = nullptr;
    QComboBox* m_how = nullptr;
    QSpinBox* m_confidence = nullptr;
    QComboBox* m_unsure = nullptr;
    QCheckBox* m_only = nullptr;
    ProgressRow* m_progress = nullptr;
    QPushButton* m_choose = nullptr;
    QPushButton* m_undo = nullptr;
    QPushButton* m_close = nullptr;
    QPushButton* m_start = nullptr;
};

} // namespace cultivar
