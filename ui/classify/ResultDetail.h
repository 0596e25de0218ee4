// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"
#include "ui/classify/ResultModel.h"

#include <QFrame>

class QLabel;

namespace cultivar {

class ExplainedPicture;
class NearestStrip;
class ProbabilityBars;

/// The selected picture: its most probable labels, and itself as the network sees it, with what speaks for
/// the first of them, and the training images that are most like it.
class ResultDetail : public QFrame
{
    Q_OBJECT

public:
    explicit ResultDetail(Session& session, QWidget* parent = nullptr);
    void show(const ResultModel::Row& row, const QString& name);
    void clear();

private:
    Evaluating& m_evaluating;
    QLabel* m_label = nullptr;
    QLabel* m_probability = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_unlike = nullptr;
    QLabel* m_caption = nullptr;
    ProbabilityBars* m_bars = nullptr;
    ExplainedPicture* m_view = nullptr;
    NearestStrip* m_nearest = nullptr;
    QWidget* m_overlay = nullptr;
    int m_request = 0; // the explanation that is awaited
};

} // namespace cultivar
