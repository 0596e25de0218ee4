// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluate/NearestImages.h"

#include <QImage>
#include <QWidget>

namespace cultivar {

/// Small pictures side by side, each with its class and distance; as many as there is room for. A double
/// click opens the file.
class NeighbourRow : public QWidget
{
    Q_OBJECT

public:
    explicit NeighbourRow(QWidget* parent = nullptr);

    void setNeighbours(std::vector<Neighbour> neighbours);
    void setPicture(int index, const QImage& picture);
    /// Neighbours of another class are painted as mistakes are; empty: none is.
    void setTruth(const QString& truth);
    const std::vector<Neighbour>& neighbours() const { return m_neighbours; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    int shown() const;
    QRect cell(int index) const;
    int indexAt(const QPoint& at) const;
    QFont captionFont() const;

    std::vector<Neighbour> m_neighbours;
    std::vector<QImage> m_pictures;
    QString m_truth;
};

} // namespace cultivar
