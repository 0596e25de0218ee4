// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"

#include <QWidget>

class QStackedWidget;

namespace cultivar {

class ClassScoreTable;
class ComparisonRow;
class ConfusionMatrixView;
class FigureRow;
class ImageBrowser;
class ReliabilityChart;

/// What an evaluation found: figures on top, at the left matrix, classes or confidence, at the right the
/// images behind what is chosen there.
class EvaluationView : public QWidget
{
    Q_OBJECT

public:
    explicit EvaluationView(Session& session, QWidget* parent = nullptr);
    void show(const std::shared_ptr<const Evaluation>& evaluation);
    /// @p comparison may be null; @p rival: what the other model is called.
    void showComparison(const std::shared_ptr<const ModelComparison>& comparison, const QString& rival);

Q_SIGNALS:
    void endComparisonRequested();
    void trainAgainRequested();

private:
    QWidget* makeTabs();
    QWidget* makeConfidence();
    void showMistakes();

    std::shared_ptr<const Evaluation> m_evaluation;
    FigureRow* m_figures = nullptr;
    ComparisonRow* m_comparison = nullptr;
    QStackedWidget* m_stack = nullptr;
    ConfusionMatrixView* m_matrix = nullptr;
    ClassScoreTable* m_classes = nullptr;
    ReliabilityChart* m_reliability = nullptr;
    ImageBrowser* m_browser = nullptr;
};

} // namespace cultivar
