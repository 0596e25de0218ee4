// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/DatasetEdits.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace cultivar {

/// One line about the check of the images: how far it is, or what it found, and the way to look at it.
class HealthLine : public QWidget
{
    Q_OBJECT

public:
    explicit HealthLine(DatasetEdits& edits, QWidget* parent = nullptr);

    void refresh();

Q_SIGNALS:
    void reviewRequested();

private:
    DatasetEdits& m_edits;
    QLabel* m_text = nullptr;
    QPushButton* m_review = nullptr;
    QPushButton* m_check = nullptr;
};

} // namespace cultivar
