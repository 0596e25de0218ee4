// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace cultivar {

/// Tells how many of the evaluated images were moved or left out since, and offers to take that back or to
/// train again. Shown while there are any. GUI thread.
class ChangesBar : public QFrame
{
    Q_OBJECT

public:
    explicit ChangesBar(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    void trainAgainRequested();

private:
    void showChanges();

    Session& m_session;
    QLabel* m_words = nullptr;
    QPushButton* m_undo = nullptr;
    QPushButton* m_train = nullptr;
};

} // namespace cultivar
