// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace cultivar {

/// After a crash: offers to finish the sort into folders that it has cut off, or to undo it. Shown while
/// there is one. GUI thread.
class UnfinishedSortBar : public QFrame
{
    Q_OBJECT

public:
    explicit UnfinishedSortBar(Session& session, QWidget* parent = nullptr);

Q_SIGNALS:
    void messageRaised(const QString& text); // what came of it

private:
    void showOffer();
    void begin(bool isUndo);
    void onEnded(const FileSort::Outcome& outcome);

    Sorting& m_sorting;
    std::filesystem::path m_target;
    bool m_isWorking = false;
    bool m_isUndo = false;
    QLabel* m_words = nullptr;
    QPushButton* m_undo = nullptr;
    QPushButton* m_finish = nullptr;
};

} // namespace cultivar
