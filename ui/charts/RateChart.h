// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/RateCurve.h"

#include <QWidget>

#include <memory>

namespace cultivar {

/// The loss against the learning rate of a RateCurve, with a line at the rate that is chosen; a click chooses
/// another. GUI thread.
class RateChart : public QWidget
{
    Q_OBJECT

public:
    explicit RateChart(QWidget* parent = nullptr);
    ~RateChart() override;

    void show(const RateCurve& curve);
    void setRate(double rate);

Q_SIGNALS:
    /// A rate within the curve's.
    void clicked(double rate);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace cultivar
