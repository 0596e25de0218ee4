// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/FigureRow.h"

#include "ui/Theme.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>
#include <QLocale>

namespace cultivar {

namespace {

QString number(double share)
{
    return QLocale().toString(share * 100, 'f', 1);
}

} // namespace

FigureRow::FigureRow(QWidget* parent) : QFrame(parent)
{
    setProperty("role", "card");
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::kLarge, metrics::kMedium, metrics::kLarge, metrics::kMedium);
    layout->setSpacing(metrics::kLarge);
    m_top1 = add(layout, tr("Right"), "top1Figure");
    m_top5 = add(layout, tr("Among the first five"), "top5Figure");
    m_macroF1 = add(layout, tr("Macro F1"), "macroF1Figure");
    m_calibration = add(layout, tr("Calibration error"), "calibrationFigure");
    m_images = add(layout, tr("Images"), "imagesFigure");
    m_top1.line->setToolTip(tr("The true share lies in this range in 95 of 100 such tests."));
    m_top5.line->setToolTip(m_top1.line->toolTip());
    m_calibration.value->setToolTip(
        tr("How far confidence and the share of right answers lie apart on average"));
}

FigureRow::Figure FigureRow::add(QHBoxLayout* layout, const QString& title, const char* name)
{
    auto* column = new QVBoxLayout;
    column->setSpacing(1);
    const Figure figure{makeLabel({}, "number", this), makeLabel({}, "small", this)};
    figure.value->setObjectName(QLatin1String(name));
    column->addWidget(makeLabel(title, "small", this));
    column->addWidget(figure.value);
    column->addWidget(figure.line);
    layout->addLayout(column, 1);
    return figure;
}

void FigureRow::show(const Metrics& metrics)
{
    const auto showShare = [this](const Figure& figure, const Metrics::Share& share) {
        figure.value->setText(tr("%1 %").arg(number(share.value)));
        figure.line->setText(tr("%1 to %2 %").arg(number(share.interval.low), number(share.interval.high)));
    };
    showShare(m_top1, metrics.top1());
    showShare(m_top5, metrics.top5());
    m_macroF1.value->setText(tr("%1 %").arg(number(metrics.macroF1())));
    m_macroF1.line->setText(tr("mean over the classes"));
    m_calibration.value->setText(tr("%1 %").arg(number(metrics.reliability().expectedError())));
    m_calibration.line->setText(tr("confidence against truth"));
    m_images.value->setText(QLocale().toString(metrics.images()));
    m_images.line->setText(tr("%n wrong", nullptr, metrics.images() - metrics.top1().hits));
}

} // namespace cultivar
