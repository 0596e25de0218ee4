// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/OverlaySlider.h"

#include "ui/widgets/ExplainedPicture.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/WheelGuard.h"

#include <QSlider>
#include <QVBoxLayout>

namespace cultivar {

OverlaySlider::OverlaySlider(ExplainedPicture& picture, QWidget* parent) : QWidget(parent)
{
    constexpr int kUsual = 60;
    auto* slider = new QSlider(Qt::Horizontal, this);
    slider->setObjectName(QStringLiteral("overlaySlider"));
    slider->setProperty("kind", "amount");
    slider->setRange(0, 100);
    slider->setAccessibleName(tr("Strength of the heat map"));
    guardWheel(slider);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeWrappedLabel(tr("Bright: what speaks for the answer"), "small", this));
    layout->addWidget(slider);
    connect(slider, &QSlider::valueChanged, &picture,
            [&picture](int percent) { picture.setOpacity(percent / 100.0); });
    slider->setValue(kUsual);
}

} // namespace cultivar
