// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/classify/ResultModel.h"

#include <QWidget>

namespace cultivar {

/// The most probable labels of one picture, each with a bar and its percentage.
class ProbabilityBars : public QWidget
{
    Q_OBJECT

public:
    explicit ProbabilityBars(QWidget* parent = nullptr);
    void setEntries(const std::vector<ResultModel::Entry>& entries);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<ResultModel::Entry> m_entries;
};

} // namespace cultivar
