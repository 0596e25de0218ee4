// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/StrategyComparison.h"

#include <QWidget>

#include <memory>

namespace cultivar {

/// Accuracy, with its 95 % interval, against the share of the training images: one curve for each strategy.
/// GUI thread.
class StrategyChart : public QWidget
{
    Q_OBJECT

public:
    explicit StrategyChart(QWidget* parent = nullptr);
    ~StrategyChart() override;

    void show(const std::vector<StrategyResult>& results);
    int pointCount(ComparedStrategy strategy) const;

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

/// "From scratch", "Frozen", "Fine-tuned".
QString strategyWords(ComparedStrategy strategy);

} // namespace cultivar
