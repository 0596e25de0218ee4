// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/PictureView.h"

#include "ui/widgets/RoundedPicture.h"

#include <QPainter>

namespace cultivar {

PictureView::PictureView(QWidget* parent) : QWidget(parent)
{
    setFixedSize(224, 224);
}

void PictureView::setPicture(const QImage& picture)
{
    m_picture = picture;
    update();
}

void PictureView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintRoundedPicture(painter, rect(), m_picture, 8.0);
}

} // namespace cultivar
