// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;

namespace cultivar {

enum class Strategy { FeatureExtraction, FineTune, Full, FromScratch };

/// How much of the network learns, each way with a line on when to use it.
class StrategyChoice : public QWidget
{
    Q_OBJECT

public:
    explicit StrategyChoice(QWidget* parent = nullptr);

    Strategy strategy() const;
    void setStrategy(Strategy strategy); // silent
    /// Whether everything may start from random values.
    void setScratchEnabled(bool isEnabled);

Q_SIGNALS:
    void chosen(cultivar::Strategy strategy); // by the user
    void comparisonRequested();

private:
    QButtonGroup* m_group = nullptr;
};

} // namespace cultivar
