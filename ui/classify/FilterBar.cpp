// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/FilterBar.h"

#include "ui/Theme.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/RangeSlider.h"
#include "ui/widgets/WheelGuard.h"

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace cultivar {

FilterBar::FilterBar(ResultModel& results, ResultFilter& filter, QWidget* parent)
    : QWidget(parent), m_results(results), m_filter(filter)
{
    m_class = makeBox("classFilter", tr("Class"));
    m_kind = makeBox("kindFilter", tr("Kind"));
    m_order = makeBox("resultOrder", tr("Order"));
    using Order = ResultFilter::Order;
    m_order->addItem(tr("As they came"), static_cast<int>(Order::AsTheyCame));
    m_order->addItem(tr("By name"), static_cast<int>(Order::Name));
    m_order->addItem(tr("By class"), static_cast<int>(Order::Class));
    m_order->addItem(tr("Surest first"), static_cast<int>(Order::Surest));
    m_order->addItem(tr("Least sure first"), static_cast<int>(Order::LeastSure));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSmall);
    layout->addWidget(m_class, 3);
    layout->addWidget(m_kind, 3);
    layout->addSpacing(metrics::kSmall);
    layout->addWidget(makeConfidence(), 4);
    layout->addSpacing(metrics::kSmall);
    layout->addWidget(m_order, 2);
    for (QComboBox* box : {m_class, m_kind, m_order})
        connect(box, &QComboBox::currentIndexChanged, this, &FilterBar::apply);
    connect(m_confidence, &RangeSlider::rangeChanged, this, &FilterBar::apply);
    refresh();
}

QComboBox* FilterBar::makeBox(const char* objectName, const QString& name)
{
    auto* box = new ComboBox(this);
    box->setObjectName(QLatin1String(objectName));
    box->setAccessibleName(name);
    box->setToolTip(name);
    // Narrow where the window is; the list below opens as wide as its words.
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    box->view()->setTextElideMode(Qt::ElideMiddle);
    guardWheel(box);
    return box;
}

QWidget* FilterBar::makeConfidence()
{
    auto* place = new QWidget(this);
    m_confidence = new RangeSlider(place);
    m_confidence->setObjectName(QStringLiteral("confidenceRange"));
    m_confidence->setAccessibleName(tr("Confidence"));
    m_confidence->setToolTip(tr("How sure the model is of its first label"));
    m_range = makeLabel({}, "small", place);
    m_range->setObjectName(QStringLiteral("confidenceText"));
    m_range->setMinimumWidth(m_range->fontMetrics().horizontalAdvance(tr("%1–%2 %").arg(100).arg(100)));
    auto* layout = new QHBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSmall);
    layout->addWidget(makeLabel(tr("Confidence"), "small", place));
    layout->addWidget(m_confidence, 1);
    layout->addWidget(m_range);
    return place;
}

void FilterBar::fillClasses()
{
    const QVariant chosen = m_class->currentData();
    m_class->clear();
    m_class->addItem(tr("All classes"), -1);
    const auto& counts = m_results.counts().perClass;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto label = static_cast<int>(i);
        if (counts[i] > 0 || chosen == label)
            m_class->addItem(tr("%1 (%L2)").arg(m_results.classes()[label].simplified()).arg(counts[i]),
                             label);
    }
    m_class->setCurrentIndex(std::max(0, m_class->findData(chosen)));
}

void FilterBar::refresh()
{
    if (m_class->view()->isVisible() || m_kind->view()->isVisible())
        return; // somebody is choosing
    const QSignalBlocker quietClass(m_class), quietKind(m_kind);
    fillClasses();
    const int kind = std::max(0, m_kind->currentIndex());
    using Kind = ResultFilter::Kind;
    m_kind->clear();
    m_kind->addItem(tr("All pictures (%L1)").arg(m_results.rowCount()), static_cast<int>(Kind::All));
    m_kind->addItem(tr("Unlike the training data (%L1)").arg(m_results.counts().unlike),
                    static_cast<int>(Kind::Unlike));
    m_kind->addItem(tr("Could not be read (%L1)").arg(m_results.counts().unreadable),
                    static_cast<int>(Kind::Unreadable));
    m_kind->setCurrentIndex(kind);
    apply();
}

void FilterBar::clear()
{
    {
        const QSignalBlocker quietClass(m_class), quietKind(m_kind), quietConfidence(m_confidence);
        m_class->setCurrentIndex(0);
        m_kind->setCurrentIndex(0);
        m_confidence->setRange(0, 100);
    }
    apply();
}

void FilterBar::apply()
{
    constexpr double kPercent = 100.0;
    m_range->setText(tr("%1–%2 %").arg(m_confidence->low()).arg(m_confidence->high()));
    const auto kind = static_cast<ResultFilter::Kind>(m_kind->currentData().toInt());
    // They have no class and no confidence.
    m_class->setEnabled(kind != ResultFilter::Kind::Unreadable);
    m_confidence->setEnabled(kind != ResultFilter::Kind::Unreadable);
    m_filter.setWanted({m_class->currentData().toInt(), kind, m_confidence->low() / kPercent,
                        m_confidence->high() / kPercent});
    m_filter.setOrder(static_cast<ResultFilter::Order>(m_order->currentData().toInt()));
    Q_EMIT changed();
}

} // namespace cultivar
