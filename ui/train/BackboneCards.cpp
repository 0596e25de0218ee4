// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/BackboneCards.h"

#include "core/base/Paths.h"
#include "core/weights/WeightStore.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ChoiceCard.h"

#include <QButtonGroup>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace cultivar {

namespace {

QString factsOf(const BackboneInfo& info)
{
    const QLocale locale;
    const QString speed = BackboneCards::tr("%1 GFLOPs").arg(locale.toString(info.gflops, 'g', 2));
    if (!info.needsWeights())
        return BackboneCards::tr("%1 M parameters · %2")
            .arg(locale.toString(info.parametersMillions, 'f', 1), speed);
    return BackboneCards::tr("%1 % · %2 MB · %3")
        .arg(locale.toString(info.top1 * 100, 'f', 1))
        .arg(info.weightsBytes / 1000000)
        .arg(speed);
}

} // namespace

BackboneCards::BackboneCards(QWidget* parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    int id = 0;
    for (const BackboneInfo& info : BackboneCatalog::all()) {
        auto* card = new ChoiceCard(info.displayName, this);
        card->setObjectName(QStringLiteral("backboneCard.%1").arg(info.name));
        card->setFacts(factsOf(info));
        card->setToolTip(tr("ImageNet accuracy, size of the weights, work per image"));
        m_group->addButton(card, id++);
        layout->addWidget(card);
    }
    m_choose = makeButton({}, "link", "chooseWeightsButton", this);
    layout->addWidget(m_choose);
    connect(m_choose, &QPushButton::clicked, this, [this] { Q_EMIT weightsRequested(current().name); });
    connect(m_group, &QButtonGroup::idClicked, this, [this] {
        showCurrent();
        Q_EMIT chosen();
    });
    setCurrent(BackboneCatalog::offlineDefault());
}

const BackboneInfo& BackboneCards::current() const
{
    return BackboneCatalog::all()[static_cast<std::size_t>(m_group->checkedId())];
}

void BackboneCards::setCurrent(const QString& name)
{
    const QStringList names = BackboneCatalog::names();
    const auto index =
        names.contains(name) ? names.indexOf(name) : names.indexOf(BackboneCatalog::offlineDefault());
    m_group->button(static_cast<int>(index))->setChecked(true);
    showCurrent();
}

void BackboneCards::setWeights(const std::map<QString, std::filesystem::path>& chosen)
{
    m_chosenWeights = chosen;
    showCurrent();
}

std::filesystem::path BackboneCards::weightsOf(const BackboneInfo& info) const
{
    const auto chosen = m_chosenWeights.find(info.name);
    std::error_code error;
    if (chosen != m_chosenWeights.end() && std::filesystem::exists(chosen->second, error))
        return chosen->second;
    return WeightStore::find(info.name).value_or(std::filesystem::path());
}

std::filesystem::path BackboneCards::weightsOfCurrent() const
{
    return weightsOf(current());
}

void BackboneCards::showCurrent()
{
    const auto& all = BackboneCatalog::all();
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto* card = qobject_cast<ChoiceCard*>(m_group->button(static_cast<int>(i)));
        const bool isMissing = all[i].needsWeights() && weightsOf(all[i]).empty();
        card->setLine(isMissing ? tr("%1 Weights not on this computer yet.").arg(all[i].goodFor)
                                : all[i].goodFor);
    }
    m_choose->setVisible(current().needsWeights());
    const std::filesystem::path weights = weightsOfCurrent();
    m_choose->setText(weights.empty() ? tr("Choose a weights file (.safetensors, .pth)…")
                                      : tr("Weights: %1. Change…").arg(displayPath(weights.filename())));
    m_choose->setToolTip(weights.empty() ? QString() : displayPath(weights).toHtmlEscaped());
}

} // namespace cultivar
