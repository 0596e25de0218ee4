// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace cultivar {

/// Two ends of a range between 0 and 100. The mouse drags the nearer one; the arrow keys move the lower end,
/// with Shift the upper one.
class RangeSlider : public QWidget
{
    Q_OBJECT

public:
    explicit RangeSlider(QWidget* parent = nullptr);

    int low() const { return m_low; }
    int high() const { return m_high; }
    /// 0 ≤ @p low ≤ @p high ≤ 100.
    void setRange(int low, int high);

    QSize sizeHint() const override { return {140, 24}; }
    QSize minimumSizeHint() const override { return {80, 24}; }

Q_SIGNALS:
    void rangeChanged(int low, int high);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class End { None, Low, High };

    double xOf(int value) const;
    int valueAt(double x) const;
    void moveEnd(End end, int value);
    void describe();

    int m_low = 0;
    int m_high = 100;
    End m_dragged = End::None;
};

} // namespace cultivar
