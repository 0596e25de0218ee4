// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/ProbabilityBars.h"

#include "ui/Theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace cultivar {

namespace {

constexpr int kRowHeight = 44;
constexpr double kBarHeight = 8.0;
constexpr double kShownProbability = 0.0005; // what is not 0.0 %

} // namespace

ProbabilityBars::ProbabilityBars(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ProbabilityBars::setEntries(const std::vector<ResultModel::Entry>& entries)
{
    m_entries = entries;
    QStringList spoken;
    for (const ResultModel::Entry& entry : entries)
        spoken << tr("%1: %2 %").arg(entry.label, QLocale().toString(entry.probability * 100, 'f', 1));
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize ProbabilityBars::sizeHint() const
{
    return {180, kRowHeight * static_cast<int>(m_entries.size())};
}

void ProbabilityBars::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = ThemeColors::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const bool isFirst = i == 0;
        const QRect row(0, static_cast<int>(i) * kRowHeight, width(), kRowHeight);
        painter.setFont(isFirst ? bold : font());
        painter.setPen(isFirst ? colors.text : colors.dim);
        const QString percent = tr("%1 %").arg(QLocale().toString(m_entries[i].probability * 100, 'f', 1));
        const QRect words = row.adjusted(0, 4, 0, -18);
        painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, percent);
        painter.drawText(
            words, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(m_entries[i].label.simplified(), Qt::ElideRight, width() - 80));
        QRectF bar(0, row.bottom() - 15, width(), kBarHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.hover);
        painter.drawRoundedRect(bar, kBarHeight / 2, kBarHeight / 2);
        if (m_entries[i].probability < kShownProbability)
            continue;
        bar.setWidth(std::max(kBarHeight, bar.width() * m_entries[i].probability));
        QColor fill = colors.accent;
        fill.setAlphaF(isFirst ? 1.0 : 0.45);
        painter.setBrush(fill);
        painter.drawRoundedRect(bar, kBarHeight / 2, kBarHeight / 2);
    }
}

} // namespace cultivar
