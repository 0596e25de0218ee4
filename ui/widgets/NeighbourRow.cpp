// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/NeighbourRow.h"

#include "core/base/Paths.h"
#include "ui/Icons.h"
#include "ui/Theme.h"
#include "ui/widgets/RoundedPicture.h"

#include <QDesktopServices>
#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QUrl>

namespace cultivar {

namespace {

constexpr int kPicture = 56, kGap = 7, kFewest = 3;

QString distanceText(double distance)
{
    return QLocale().toString(distance, 'f', 2);
}

} // namespace

NeighbourRow::NeighbourRow(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NeighbourRow::setNeighbours(std::vector<Neighbour> neighbours)
{
    m_neighbours = std::move(neighbours);
    m_pictures.assign(m_neighbours.size(), {});
    QStringList words;
    for (const Neighbour& neighbour : m_neighbours)
        words.append(tr("%1 at %2").arg(neighbour.label.simplified(), distanceText(neighbour.distance)));
    setAccessibleName(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

void NeighbourRow::setPicture(int index, const QImage& picture)
{
    if (index >= static_cast<int>(m_pictures.size()))
        return;
    m_pictures[static_cast<std::size_t>(index)] = picture;
    update(cell(index));
}

void NeighbourRow::setTruth(const QString& truth)
{
    m_truth = truth;
    update();
}

QFont NeighbourRow::captionFont() const
{
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    return small;
}

QSize NeighbourRow::sizeHint() const
{
    const int count = std::max(kFewest, static_cast<int>(m_neighbours.size()));
    return {count * (kPicture + kGap) - kGap, kPicture + 2 * QFontMetrics(captionFont()).height() + 4};
}

QSize NeighbourRow::minimumSizeHint() const
{
    return {kFewest * (kPicture + kGap) - kGap, sizeHint().height()};
}

int NeighbourRow::shown() const
{
    return std::min(static_cast<int>(m_neighbours.size()), (width() + kGap) / (kPicture + kGap));
}

QRect NeighbourRow::cell(int index) const
{
    return {index * (kPicture + kGap), 0, kPicture, height()};
}

int NeighbourRow::indexAt(const QPoint& at) const
{
    for (int i = 0; i < shown(); ++i) {
        if (cell(i).contains(at))
            return i;
    }
    return -1;
}

void NeighbourRow::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = ThemeColors::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(captionFont());
    const QFontMetrics metrics(captionFont());
    for (int i = 0; i < shown(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        const QRect place(cell(i).topLeft(), QSize(kPicture, kPicture));
        if (m_pictures[at].isNull())
            paintIcon(painter, Icon::Picture, QRectF(place.center() - QPoint(10, 10), QSizeF(20, 20)),
                      colors.border);
        else
            paintRoundedPicture(painter, place, m_pictures[at]);
        const QString label = m_neighbours[at].label;
        painter.setPen(!m_truth.isEmpty() && label != m_truth ? colors.danger : colors.text);
        const QRect words(place.left() - kGap / 2, place.bottom() + 4, kPicture + kGap, metrics.height());
        painter.drawText(words, Qt::AlignHCenter,
                         metrics.elidedText(label.simplified(), Qt::ElideRight, words.width()));
        painter.setPen(colors.dim);
        painter.drawText(words.translated(0, metrics.height()), Qt::AlignHCenter,
                         distanceText(m_neighbours[at].distance));
    }
}

void NeighbourRow::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int index = indexAt(event->position().toPoint());
    if (index >= 0)
        QDesktopServices::openUrl(
            QUrl::fromLocalFile(toQString(m_neighbours[static_cast<std::size_t>(index)].path)));
}

bool NeighbourRow::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int index = indexAt(help->pos());
    if (index < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(),
                           tr("%1: %2, at a distance of %3 (0: the same, 2: the opposite)")
                               .arg(displayPath(m_neighbours[static_cast<std::size_t>(index)].path),
                                    m_neighbours[static_cast<std::size_t>(index)].label.simplified(),
                                    distanceText(m_neighbours[static_cast<std::size_t>(index)].distance))
                               .toHtmlEscaped(),
                           this);
    return true;
}

} // namespace cultivar
