// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace cultivar {

/// One step of the flow in the sidebar: its number or a check mark, its name and where it stands.
class StepButton : public QAbstractButton
{
    Q_OBJECT

public:
    StepButton(int number, const QString& title, QWidget* parent = nullptr);

    void setStatus(const QString& status);
    void setDone(bool isDone);
    QSize sizeHint() const override { return {184, 56}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_number;
    QString m_status;
    bool m_isDone = false;
};

} // namespace cultivar
