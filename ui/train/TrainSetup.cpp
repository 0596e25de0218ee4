// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/TrainSetup.h"

#include "ui/Theme.h"
#include "ui/train/AdvancedOptions.h"
#include "ui/train/AugmentationPreview.h"
#include "ui/train/BackboneCards.h"
#include "ui/train/BackboneComparison.h"
#include "ui/train/LayerList.h"
#include "ui/train/RateFinder.h"
#include "ui/train/StartChoice.h"
#include "ui/train/StrategyDialog.h"
#include "ui/train/WeightsRow.h"
#include "ui/widgets/Section.h"

#include <QVBoxLayout>

namespace cultivar {

namespace {

constexpr int kFinetunedLayers = 10;

} // namespace

TrainSetup::TrainSetup(Session& session, Settings& settings, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent), m_session(session), m_settings(settings), m_dialogs(dialogs),
      m_start(new StartChoice(session)), m_backbones(new BackboneCards), m_strategy(new StrategyChoice),
      m_layers(new LayerList), m_advanced(new AdvancedOptions)
{
    m_backbones->setWeights(settings.weights);
    m_backbones->setCurrent(settings.backbone);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, metrics::kMedium, 0);
    layout->setSpacing(metrics::kLarge);
    auto* start = new Section(tr("Start from"), Section::Kind::Fixed, m_start, this);
    m_backboneSection = new Section(tr("Backbone"), Section::Kind::Fixed, m_backbones, this);
    layout->addWidget(start);
    layout->addWidget(m_backboneSection);
    layout->addWidget(new Section(tr("Strategy"), Section::Kind::Fixed, m_strategy, this));
    layout->addWidget(new Section(tr("Layers"), Section::Kind::Fixed, m_layers, this));
    layout->addWidget(new Section(tr("Advanced"), Section::Kind::Collapsed, m_advanced, this));
    layout->addStretch();
    start->setVisible(m_session.model().has_value());
    connect(m_start, &StartChoice::availableChanged, start, &QWidget::setVisible);
    connect(m_start, &StartChoice::chosen, this, &TrainSetup::onStartChosen);
    connect(m_backbones, &BackboneCards::chosen, this, &TrainSetup::onBackboneChosen);
    connect(m_strategy, &StrategyChoice::chosen, this, &TrainSetup::onStrategyChosen);
    connect(m_layers, &LayerList::edited, this, &TrainSetup::onLayersEdited);
    connect(m_advanced, &AdvancedOptions::headChanged, this,
            [this] { m_layers->setHead(m_advanced->head(), m_classes); });
    connect(m_backbones, &BackboneCards::comparisonRequested, this, &TrainSetup::compareBackbones);
    connect(m_strategy, &StrategyChoice::comparisonRequested, this, &TrainSetup::compareStrategies);
    connect(m_advanced, &AdvancedOptions::rateRequested, this, &TrainSetup::findRate);
    const auto showRateFindable = [this] {
        m_advanced->setRateFindable(m_session.dataset() && m_session.activity() == Session::Activity::Idle);
    };
    connect(&m_session, &Session::activityChanged, this, showRateFindable);
    connect(&m_session, &Session::datasetChanged, this, showRateFindable);
    showRateFindable();
    connectWeights();
    connectPreview();
    onBackboneChosen();
}

void TrainSetup::compareBackbones()
{
    auto* comparison = new BackboneComparison(m_session, m_settings.weights, this);
    comparison->setAttribute(Qt::WA_DeleteOnClose);
    comparison->setCurrent(m_backbones->current().name);
    connect(comparison, &BackboneComparison::chosen, this, [this](const QString& backbone) {
        m_backbones->setCurrent(backbone);
        onBackboneChosen();
    });
    comparison->show();
}

void TrainSetup::findRate()
{
    auto* finder = new RateFinder(m_session, config(), this);
    finder->setAttribute(Qt::WA_DeleteOnClose);
    connect(finder, &RateFinder::chosen, m_advanced, &AdvancedOptions::setRate);
    finder->open();
}

void TrainSetup::compareStrategies()
{
    TrainingConfig config = this->config();
    config.startModel.clear();
    config.backbone = m_backbones->current().name;
    config.weights = m_backbones->weightsOfCurrent();
    if (std::exchange(config.isFromScratch, false)) // what is set suits another strategy
        config.follow(Recipe::Automatic);
    auto* dialog = new StrategyDialog(m_session, m_settings, m_dialogs, config, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void TrainSetup::connectWeights()
{
    WeightsRow& row = m_backbones->weightsRow();
    WeightFetching& fetching = m_session.weightFetching();
    connect(&row, &WeightsRow::fileRequested, this, &TrainSetup::chooseWeights);
    connect(&row, &WeightsRow::fetchRequested, this,
            [this, &fetching] { fetching.start(m_backbones->current().name); });
    connect(&row, &WeightsRow::cancelRequested, &fetching, &WeightFetching::cancel);
    connect(&fetching, &WeightFetching::backboneChanged, &row,
            [&row, &fetching] { row.setFetching(fetching.backbone()); });
    connect(&fetching, &WeightFetching::mirrorChanged, this, &TrainSetup::showWeightsSource);
    connect(&fetching, &WeightFetching::progress, &row, &WeightsRow::showProgress);
    connect(&fetching, &WeightFetching::fetched, m_backbones, &BackboneCards::refresh);
    connect(&m_session.backboneComparing(), &BackboneComparing::measured, m_backbones,
            &BackboneCards::refresh);
}

void TrainSetup::showWeightsSource()
{
    const QUrl address = m_session.weightFetching().address(m_backbones->current());
    m_backbones->weightsRow().setSource(address.host());
}

void TrainSetup::connectPreview()
{
    connect(m_advanced, &AdvancedOptions::picturesChanged, this, &TrainSetup::refreshPreview);
    connect(&m_session.previews(), &Previews::augmented, &m_advanced->preview(),
            &AugmentationPreview::setViews);
    connect(&m_session, &Session::datasetChanged, this, [this] {
        m_previewedItem = 0;
        refreshPreview();
    });
    connect(&m_advanced->preview(), &AugmentationPreview::clicked, this, [this] {
        constexpr std::size_t kStride = 7919; // a prime far from its neighbours: mostly another class
        m_previewedItem += kStride;
        refreshPreview();
    });
}

void TrainSetup::refreshPreview()
{
    TrainingConfig config;
    m_advanced->apply(config);
    AugmentationPreviewJob::Settings settings{m_backbones->current().preprocessing, config.augmentation,
                                              config.seed};
    settings.preprocessing.policy = config.policy.value_or(settings.preprocessing.policy);
    if (const ModelDescription* model = m_start->model())
        settings.preprocessing = model->preprocessing;
    m_session.previews().augment(m_previewedItem, settings);
}

void TrainSetup::setClasses(int classes)
{
    m_classes = classes;
    m_layers->setHead(m_advanced->head(), classes);
}

void TrainSetup::onStartChosen()
{
    const ModelDescription* model = m_start->model();
    m_backboneSection->setVisible(!model);
    m_strategy->setScratchEnabled(!model);
    m_advanced->setGiven(model);
    if (model)
        showNetwork(model->backbone, false);
    else
        onBackboneChosen();
}

void TrainSetup::onBackboneChosen()
{
    const BackboneInfo& info = m_backbones->current();
    m_settings.backbone = info.name;
    showWeightsSource();
    showNetwork(info.name, !info.needsWeights());
}

void TrainSetup::showNetwork(const QString& backbone, bool hasNothingLearned)
{
    if (const auto outline = BackboneOutline::of(backbone))
        m_layers->setOutline(*outline);
    // Frozen random layers would teach the head little.
    if (hasNothingLearned)
        m_strategy->setStrategy(Strategy::FromScratch);
    else if (m_strategy->strategy() == Strategy::FromScratch)
        m_strategy->setStrategy(Strategy::FeatureExtraction);
    onStrategyChosen(m_strategy->strategy());
    m_layers->setHead(m_advanced->head(), m_classes);
    refreshPreview();
}

void TrainSetup::onStrategyChosen(Strategy strategy)
{
    const bool isScratch = strategy == Strategy::FromScratch;
    const bool isFull = strategy == Strategy::Full || isScratch;
    m_layers->setLastLayers(isFull                           ? m_layers->plan().layerCount()
                            : strategy == Strategy::FineTune ? kFinetunedLayers
                                                             : 0);
    m_layers->setLocked(isScratch);
    m_advanced->suggestFor(isScratch);
    m_advanced->setFinetuneEnabled(strategy == Strategy::FineTune || strategy == Strategy::Full);
}

void TrainSetup::onLayersEdited()
{
    const UnfreezeSpec::Kind kind = m_layers->plan().spec().kind;
    const Strategy strategy = kind == UnfreezeSpec::Kind::None  ? Strategy::FeatureExtraction
                              : kind == UnfreezeSpec::Kind::All ? Strategy::Full
                                                                : Strategy::FineTune;
    m_strategy->setStrategy(strategy);
    m_advanced->setFinetuneEnabled(strategy != Strategy::FeatureExtraction);
}

void TrainSetup::chooseWeights()
{
    const auto file =
        m_dialogs.openFile(this, {tr("Choose the pretrained weights"),
                                  tr("Weights (*.safetensors *.pth *.pt *.th)"), m_settings.dialogFolder});
    if (!file)
        return;
    m_settings.dialogFolder = file->parent_path();
    m_settings.weights[m_backbones->current().name] = *file;
    m_backbones->setWeights(m_settings.weights);
}

TrainingConfig TrainSetup::config() const
{
    TrainingConfig config;
    m_advanced->apply(config);
    const ModelDescription* model = m_start->model();
    config.backbone = m_backbones->current().name;
    config.isFromScratch = m_strategy->strategy() == Strategy::FromScratch;
    if (config.isFromScratch) {
        config.finetuneEpochs = 0;
        return config;
    }
    if (model)
        config.startFrom(m_session.modelPath(), *model);
    else
        config.weights = m_backbones->weightsOfCurrent();
    config.unfreeze = m_layers->plan().spec();
    if (config.unfreeze.kind == UnfreezeSpec::Kind::None)
        config.finetuneEpochs = 0;
    return config;
}

} // namespace cultivar
