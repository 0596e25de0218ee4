// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/classify/ResultModel.h"

#include <QFrame>

class QLabel;

namespace cultivar {

class PictureView;
class ProbabilityBars;

/// The selected picture: its most probable labels, and itself as the network sees it.
class ResultDetail : public QFrame
{
    Q_OBJECT

public:
    explicit ResultDetail(QWidget* parent = nullptr);
    void show(const ResultModel::Row& row, const QString& name);
    void clear();

private:
    QLabel* m_label = nullptr;
    QLabel* m_probability = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_caption = nullptr;
    ProbabilityBars* m_bars = nullptr;
    PictureView* m_view = nullptr;
};

} // namespace cultivar
