// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"

#include <QWidget>

#include <array>

class QLabel;

namespace cultivar {

class StepButton;

/// The flow at the left edge: Data, Train, Evaluate, Classify, Export, and where each stands.
class Sidebar : public QWidget
{
    Q_OBJECT

public:
    explicit Sidebar(Session& session, QWidget* parent = nullptr);
    void setCurrent(int step);

Q_SIGNALS:
    void chosen(int step);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showState();
    QString trainStatus() const;
    QString evaluateStatus() const;

    Session& m_session;
    std::array<StepButton*, 5> m_steps{};
    QLabel* m_note = nullptr;
};

} // namespace cultivar
