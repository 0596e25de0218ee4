// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/LayerList.h"

#include "ui/Theme.h"
#include "ui/train/FreezeSwitch.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/WheelGuard.h"

#include <QGridLayout>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>

namespace cultivar {

LayerList::LayerList(QWidget* parent)
    : QWidget(parent), m_total(makeLabel({}, "small", this)), m_lastWords(makeLabel({}, "plain", this)),
      m_slider(new QSlider(Qt::Horizontal, this))
{
    m_total->setObjectName(QStringLiteral("trainableLabel"));
    m_slider->setObjectName(QStringLiteral("lastLayersSlider"));
    m_slider->setAccessibleName(tr("Last layers to train"));
    guardWheel(m_slider);
    m_slider->setInvertedAppearance(true); // the filled part grows from the output side
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSmall);
    layout->addWidget(m_total);
    layout->addWidget(m_lastWords);
    layout->addWidget(m_slider);
    connect(m_slider, &QSlider::valueChanged, this, &LayerList::onSliderMoved);
}

void LayerList::setOutline(const BackboneOutline& outline)
{
    m_plan = FreezePlan(outline);
    const QSignalBlocker blocker(m_slider);
    m_slider->setRange(0, m_plan.layerCount());
    rebuildRows();
    showPlan();
}

void LayerList::rebuildRows()
{
    delete m_rows;
    m_switches.clear();
    auto* card = new QFrame(this);
    card->setProperty("role", "card");
    auto* grid = new QGridLayout(card);
    grid->setContentsMargins(metrics::kMedium, metrics::kSmall, metrics::kMedium, metrics::kSmall);
    grid->setVerticalSpacing(metrics::kTight);
    grid->setColumnStretch(0, 1);
    const auto& blocks = m_plan.outline().blocks;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const int row = static_cast<int>(i);
        auto* freezeSwitch = new FreezeSwitch(card);
        freezeSwitch->setObjectName(QStringLiteral("layerSwitch.%1").arg(blocks[i].name));
        freezeSwitch->setAccessibleName(tr("Train %1").arg(blocks[i].name));
        freezeSwitch->setToolTip(tr("Snowflake: frozen. Flame: trains."));
        connect(freezeSwitch, &QAbstractButton::clicked, this, [this, i](bool isTrained) {
            m_plan.setBlock(i, isTrained);
            showPlan();
            Q_EMIT edited();
        });
        grid->addWidget(makeLabel(blocks[i].name, "plain", card), row, 0);
        grid->addWidget(
            makeLabel(QLocale().toString(static_cast<qlonglong>(blocks[i].parameters)), "small", card), row,
            1, Qt::AlignRight);
        grid->addWidget(freezeSwitch, row, 2);
        m_switches.push_back(freezeSwitch);
    }
    m_rows = card;
    layout()->addWidget(card);
}

void LayerList::setLastLayers(int count)
{
    m_plan.setLastLayers(count);
    showPlan();
}

void LayerList::setHead(const HeadSpec& head, int classes)
{
    m_head = head;
    m_classes = classes;
    showPlan();
}

void LayerList::setLocked(bool isLocked)
{
    m_slider->setEnabled(!isLocked);
    if (m_rows)
        m_rows->setEnabled(!isLocked);
}

void LayerList::onSliderMoved(int count)
{
    m_plan.setLastLayers(count);
    showPlan();
    Q_EMIT edited();
}

void LayerList::showPlan()
{
    for (std::size_t i = 0; i < m_switches.size(); ++i) {
        const int trained = m_plan.trainedLayersOf(i);
        const bool isWhole = trained == static_cast<int>(m_plan.outline().blocks[i].layers.size());
        m_switches[i]->setChecked(isWhole);
        m_switches[i]->setPartial(trained > 0 && !isWhole);
    }
    const QSignalBlocker blocker(m_slider);
    m_slider->setValue(m_plan.lastLayers());
    const int trained = m_plan.trainedLayers();
    if (trained == 0)
        m_lastWords->setText(tr("All layers frozen, only the new head trains"));
    else if (trained == m_plan.layerCount())
        m_lastWords->setText(tr("All layers train"));
    else if (trained == m_plan.lastLayers())
        m_lastWords->setText(
            tr("The last %n of %1 layer(s) train", nullptr, trained).arg(m_plan.layerCount()));
    else
        m_lastWords->setText(tr("%n of %1 layer(s) train", nullptr, trained).arg(m_plan.layerCount()));
    const ParameterCount count = m_plan.parameters(m_head, m_classes);
    m_total->setText(tr("%1 of %2 parameters will train")
                         .arg(QLocale().toString(static_cast<qlonglong>(count.trainable)),
                              QLocale().toString(static_cast<qlonglong>(count.total))));
}

} // namespace cultivar
