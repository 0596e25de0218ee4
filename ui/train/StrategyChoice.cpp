// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/StrategyChoice.h"

#include "ui/widgets/Buttons.h"
#include "ui/widgets/ChoiceCard.h"

#include <QButtonGroup>
#include <QVBoxLayout>

namespace cultivar {

StrategyChoice::StrategyChoice(QWidget* parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    const struct
    {
        Strategy strategy;
        const char* name;
        QString title, line;
    } choices[] = {
        {Strategy::FeatureExtraction, "strategyFeatureExtraction", tr("Feature extraction"),
         tr("Fastest. Only the new head learns: start here, or when you have few photos.")},
        {Strategy::FineTune, "strategyFineTune", tr("Fine-tune"),
         tr("Then the last layers adapt too: for photos unlike everyday ones.")},
        {Strategy::Full, "strategyFull", tr("Full"),
         tr("Then every layer adapts: with many photos and patience.")},
        {Strategy::FromScratch, "strategyFromScratch", tr("From scratch"),
         tr("Forgets all it knew: for small networks or very different pictures.")},
    };
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (const auto& choice : choices) {
        auto* card = new ChoiceCard(choice.title, this);
        card->setObjectName(QLatin1String(choice.name));
        card->setLine(choice.line);
        m_group->addButton(card, static_cast<int>(choice.strategy));
        layout->addWidget(card);
    }
    auto* compare = makeButton(tr("Compare strategies"), "link", "compareStrategiesButton", this);
    connect(compare, &QPushButton::clicked, this, &StrategyChoice::comparisonRequested);
    layout->addWidget(compare, 0, Qt::AlignRight);
    setStrategy(Strategy::FeatureExtraction);
    connect(m_group, &QButtonGroup::idClicked, this,
            [this](int id) { Q_EMIT chosen(static_cast<Strategy>(id)); });
}

Strategy StrategyChoice::strategy() const
{
    return static_cast<Strategy>(m_group->checkedId());
}

void StrategyChoice::setStrategy(Strategy strategy)
{
    m_group->button(static_cast<int>(strategy))->setChecked(true);
}

void StrategyChoice::setScratchEnabled(bool isEnabled)
{
    m_group->button(static_cast<int>(Strategy::FromScratch))->setEnabled(isEnabled);
}

} // namespace cultivar
