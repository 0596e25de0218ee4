// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Image.h"

#include <QAbstractButton>
#include <QPixmap>

#include <vector>

namespace cultivar {

/// A grid of three by three views of one picture as the network sees it in training: the plain one first. A
/// click asks for another picture. Hidden while there is nothing to show.
class AugmentationPreview : public QAbstractButton
{
    Q_OBJECT

public:
    explicit AugmentationPreview(QWidget* parent = nullptr);

    /// At most nine; none hides the grid.
    void setViews(const std::vector<Image>& views);
    int viewCount() const { return static_cast<int>(m_views.size()); }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<QPixmap> m_views;
};

} // namespace cultivar
