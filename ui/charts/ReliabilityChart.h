// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Reliability.h"

#include <QWidget>

#include <memory>

namespace cultivar {

/// The share of right answers at each confidence, pale where that rests on few images, and the line on which
/// both are equal. GUI thread.
class ReliabilityChart : public QWidget
{
    Q_OBJECT

public:
    explicit ReliabilityChart(QWidget* parent = nullptr);
    ~ReliabilityChart() override;

    void show(const Reliability& reliability);
    int barCount() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace cultivar
