// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"
#include "ui/settings/Settings.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace cultivar {

/// What can be set for the whole window: where pretrained weights are downloaded from. What is accepted goes
/// into @p settings and onto the disk. Deletes itself.
class SettingsDialog : public QDialog
{
    Q_OBJECT

public:
    SettingsDialog(Session& session, Settings& settings, QWidget* parent = nullptr);

    void accept() override;

private:
    QWidget* makeMirror();
    void showState();

    Session& m_session;
    Settings& m_settings;
    QLineEdit* m_mirror = nullptr;
    QPushButton* m_reset = nullptr;
    QLabel* m_note = nullptr;
    QPushButton* m_save = nullptr;
};

} // namespace cultivar
