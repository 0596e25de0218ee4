// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/BackboneCards.h"

#include "core/model/BackboneTiming.h"
#include "core/weights/WeightStore.h"
#include "ui/train/WeightsRow.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ChoiceCard.h"
#include "ui/widgets/FoldButton.h"

#include <QButtonGroup>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace cultivar {

namespace {

/// @p timing: null where the backbone has not been measured.
QString factsOf(const BackboneInfo& info, const BackboneTiming* timing)
{
    const QLocale locale;
    const QString speed = timing ? BackboneCards::tr("%1 ms").arg(locale.toString(
                                       timing->millisecondsPerImage, 'f', timing->millisecondsPerImage < 10))
                                 : BackboneCards::tr("%1 GFLOPs").arg(locale.toString(info.gflops, 'g', 2));
    if (!info.needsWeights())
        return BackboneCards::tr("%1 M parameters · %2")
            .arg(locale.toString(info.parametersMillions, 'f', 1), speed);
    return BackboneCards::tr("%1 % · %2 MB · %3")
        .arg(locale.toString(info.top1 * 100, 'f', 1))
        .arg(info.downloadBytes() / 1000000)
        .arg(speed);
}

} // namespace

BackboneCards::BackboneCards(QWidget* parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_others = new QWidget(this);
    auto* others = new QVBoxLayout(m_others);
    others->setContentsMargins(0, 0, 0, 0);
    others->setSpacing(6);
    int id = 0, hidden = 0;
    for (const BackboneInfo& info : BackboneCatalog::all()) {
        auto* card = new ChoiceCard(info.displayName, this);
        card->setObjectName(QStringLiteral("backboneCard.%1").arg(info.name));
        m_group->addButton(card, id++);
        (info.isFeatured ? layout : others)->addWidget(card);
        hidden += !info.isFeatured;
    }
    m_fold = new FoldButton(tr("%n more backbone(s)", nullptr, hidden), this);
    m_fold->setObjectName(QStringLiteral("moreBackbonesFold"));
    connect(m_fold, &QAbstractButton::toggled, m_others, &QWidget::setVisible);
    m_others->hide();
    auto* compare = makeButton(tr("Which backbone?"), "link", "compareBackbonesButton", this);
    connect(compare, &QPushButton::clicked, this, &BackboneCards::comparisonRequested);
    auto* below = new QHBoxLayout;
    below->addWidget(m_fold);
    below->addStretch();
    below->addWidget(compare);
    layout->addLayout(below);
    layout->addWidget(m_others);
    m_weightsRow = new WeightsRow(this);
    layout->addWidget(m_weightsRow);
    connect(m_group, &QButtonGroup::idClicked, this, [this] {
        showCurrent();
        Q_EMIT chosen();
    });
    setCurrent(BackboneCatalog::offlineDefault());
    refresh();
}

void BackboneCards::refresh()
{
    const auto timings = TimingStore::all();
    const auto& all = BackboneCatalog::all();
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto* card = qobject_cast<ChoiceCard*>(m_group->button(static_cast<int>(i)));
        const auto timing = timings.find(all[i].name);
        const bool isMeasured = timing != timings.end();
        card->setFacts(factsOf(all[i], isMeasured ? &timing->second : nullptr));
        card->setToolTip(isMeasured
                             ? tr("ImageNet accuracy, size of the weights, time per image on this computer; "
                                  "needs %1 MB of memory")
                                   .arg(timing->second.memoryBytes / 1000000)
                             : tr("ImageNet accuracy, size of the weights, work per image"));
    }
    showCurrent();
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
    if (!current().isFeatured)
        m_fold->setChecked(true);
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
    m_weightsRow->showBackbone(current(), weightsOfCurrent());
}

} // namespace cultivar
