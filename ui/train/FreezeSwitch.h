// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace cultivar {

/// A switch between frozen (snowflake, unchecked) and training (flame, checked).
class FreezeSwitch : public QAbstractButton
{
    Q_OBJECT

public:
    explicit FreezeSwitch(QWidget* parent = nullptr);
    /// Some, but not all, of what it stands for trains.
    void setPartial(bool isPartial);
    QSize sizeHint() const override { return {42, 22}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_isPartial = false;
};

} // namespace cultivar
