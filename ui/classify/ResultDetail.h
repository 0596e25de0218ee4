// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"
#include "ui/classify/ResultModel.h"

#include <QFrame>

class QLabel;

namespace cultivar {

class CorrectionBar;
class ExplainedPicture;
class NearestStrip;
class PictureCache;
class ProbabilityBars;

/// The selected picture: its most probable labels, and itself with what speaks for the first of them; what
/// the network does not see of it lies in shade. Asks whether the answer is right, and shows the training
/// images that are most like it.
class ResultDetail : public QFrame
{
    Q_OBJECT

public:
    ResultDetail(Session& session, PictureCache& pictures, QWidget* parent = nullptr);
    void show(const ResultModel::Row& row);
    void clear();

private:
    void showPicture(const ResultModel::Row& row);
    void showExplanation(const Explanation& explanation);

    Evaluating& m_evaluating;
    PictureCache& m_pictures;
    QLabel* m_label = nullptr;
    QLabel* m_probability = nullptr;
    QLabel* m_name = nullptr;
    QLabel* m_unlike = nullptr;
    QLabel* m_caption = nullptr;
    CorrectionBar* m_correction = nullptr;
    ProbabilityBars* m_bars = nullptr;
    ExplainedPicture* m_view = nullptr;
    NearestStrip* m_nearest = nullptr;
    QWidget* m_overlay = nullptr;
    std::filesystem::path m_awaited; // whose small picture is shown when it comes
    int m_request = 0;               // the explanation that is awaited
};

} // namespace cultivar
