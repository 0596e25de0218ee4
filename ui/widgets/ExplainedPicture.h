// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Preprocessing.h"
#include "core/evaluate/GradCam.h"

#include <QImage>
#include <QWidget>

namespace cultivar {

/// A whole picture with a heat map laid over the part that the network saw, and shade over the rest.
class ExplainedPicture : public QWidget
{
    Q_OBJECT

public:
    explicit ExplainedPicture(QWidget* parent = nullptr);

    /// Without a map, until one is set.
    void setPicture(const QImage& picture);
    void setMap(const HeatMap& map, const ViewArea& area);
    /// Of the map, 0–1.
    void setOpacity(double opacity);
    bool hasMap() const { return !m_map.isNull(); }
    /// Whether there is a part that the network did not see.
    bool hasShade() const;

    /// As high as the picture is at that width, for layouts that ask.
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage m_picture;
    QImage m_map; // transparent where nothing speaks for the class
    ViewArea m_area;
    double m_opacity = 0.6;
};

} // namespace cultivar
