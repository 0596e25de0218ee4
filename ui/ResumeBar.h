// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"
#include "ui/Dialogs.h"

#include <QFrame>

class QLabel;

namespace cultivar {

/// Above the page, after a crash: offers to go on with the training that it has cut off, or to discard it.
/// Shown while there is one and nothing is being trained. GUI thread.
class ResumeBar : public QFrame
{
    Q_OBJECT

public:
    ResumeBar(Session& session, Dialogs& dialogs, QWidget* parent = nullptr);

private:
    void showOffer();
    void goOn();
    void discard();

    Session& m_session;
    Dialogs& m_dialogs;
    std::optional<UnfinishedRun> m_run;
    QLabel* m_words = nullptr;
};

} // namespace cultivar
