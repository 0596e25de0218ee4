// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>
#include <vector>

namespace cultivar {

/// Accuracy against cost, one disc per backbone; a line joins those that nothing else beats in both. GUI
/// thread.
class SpeedChart : public QWidget
{
    Q_OBJECT

public:
    struct Point
    {
        QString name; // as shown
        double cost = 0.0;
        double accuracy = 0.0; // 0–1
    };

    explicit SpeedChart(QWidget* parent = nullptr);
    ~SpeedChart() override;

    /// @p costLabel names the horizontal axis, which is logarithmic.
    void show(std::vector<Point> points, const QString& costLabel);
    void setCurrent(const QString& name);

Q_SIGNALS:
    void clicked(const QString& name);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace cultivar
