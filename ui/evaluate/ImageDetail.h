// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"

#include <QFrame>
#include <QImage>

class QLabel;

namespace cultivar {

class ExplainedPicture;
class NearestStrip;

/// One evaluated image: what it is, what the model says, which places of it speak for that, and the training
/// images that are most like it.
class ImageDetail : public QFrame
{
    Q_OBJECT

public:
    explicit ImageDetail(Session& session, QWidget* parent = nullptr);

    /// @p preview is shown until the whole picture has come.
    void show(const QStringList& classes, const EvaluatedImage& image, const QImage& preview);
    void clear();

private:
    void showExplanation(const Explanation& explanation);

    Evaluating& m_evaluating;
    ExplainedPicture* m_picture = nullptr;
    QLabel* m_truth = nullptr;
    QLabel* m_answer = nullptr;
    QLabel* m_others = nullptr;
    QLabel* m_name = nullptr;
    NearestStrip* m_nearest = nullptr;
    QWidget* m_overlay = nullptr; // the slider with its words
    int m_request = 0;            // the explanation that is awaited
};

} // namespace cultivar
