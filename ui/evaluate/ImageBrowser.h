// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/Session.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;

namespace cultivar {

class EvaluatedImageModel;
class ImageEdits;
class ImageDetail;

/// A gallery of evaluated images, what can be done with those chosen, and the latest of them in detail.
class ImageBrowser : public QWidget
{
    Q_OBJECT

public:
    explicit ImageBrowser(Session& session, QWidget* parent = nullptr);

    /// The most confident mistakes.
    void showMistakes(const std::shared_ptr<const Evaluation>& evaluation);
    void showCell(const std::shared_ptr<const Evaluation>& evaluation, int truth, int answer);
    /// All images of a class, its mistakes first.
    void showClass(const std::shared_ptr<const Evaluation>& evaluation, int label);

Q_SIGNALS:
    void mistakesRequested();

private:
    void show(const QString& title, const std::shared_ptr<const Evaluation>& evaluation,
              std::vector<std::size_t> images);
    void showSelected();
    void showFates();
    void showEdits();
    bool isOfDataset() const;

    Session& m_session;
    std::shared_ptr<const Evaluation> m_evaluation;
    EvaluatedImageModel* m_images = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_count = nullptr;
    QPushButton* m_back = nullptr;
    QListView* m_list = nullptr;
    ImageEdits* m_edits = nullptr;
    ImageDetail* m_detail = nullptr;
};

} // namespace cultivar
