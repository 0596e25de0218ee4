// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluate/ModelComparison.h"

#include <QFrame>

class QLabel;

namespace cultivar {

/// How the evaluated model and another one do on the same images, in two lines.
class ComparisonRow : public QFrame
{
    Q_OBJECT

public:
    explicit ComparisonRow(QWidget* parent = nullptr);
    /// @p rival: what the other model is called.
    void show(const ModelComparison& comparison, const QString& rival);

Q_SIGNALS:
    void endRequested(); // no more comparing

private:
    QLabel* m_shares = nullptr;
    QLabel* m_verdict = nullptr;
};

} // namespace cultivar
