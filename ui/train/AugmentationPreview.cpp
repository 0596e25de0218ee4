// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/AugmentationPreview.h"

#include "ui/widgets/ImageConversion.h"

#include <QPainter>
#include <QStyleOptionFocusRect>

namespace cultivar {

namespace {

constexpr int kColumns = 3;
constexpr int kSide = 72; // of one view, in device-independent pixels
constexpr int kGap = 4;
constexpr int kMargin = 2; // room for the focus ring

} // namespace

AugmentationPreview::AugmentationPreview(QWidget* parent) : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("augmentationPreview"));
    setAccessibleName(tr("Preview of the varied images"));
    setToolTip(tr("What the network sees in training: the plain image first. Click to show another image."));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setVisible(false);
}

QSize AugmentationPreview::sizeHint() const
{
    constexpr int kLength = kColumns * kSide + (kColumns - 1) * kGap + 2 * kMargin;
    return {kLength, kLength};
}

void AugmentationPreview::setViews(const std::vector<Image>& views)
{
    m_views.clear();
    const qreal ratio = devicePixelRatioF();
    for (const Image& view : views) {
        const int side = qRound(kSide * ratio);
        QPixmap pixmap = QPixmap::fromImage(
            toQImage(view).scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation));
        pixmap.setDevicePixelRatio(ratio);
        m_views.push_back(std::move(pixmap));
    }
    setVisible(!m_views.empty());
    update();
}

void AugmentationPreview::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (int i = 0; i < viewCount(); ++i) {
        const int x = kMargin + i % kColumns * (kSide + kGap);
        const int y = kMargin + i / kColumns * (kSide + kGap);
        painter.drawPixmap(x, y, m_views[static_cast<std::size_t>(i)]);
    }
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &option, &painter, this);
    }
}

} // namespace cultivar
