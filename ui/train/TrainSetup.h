// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Dialogs.h"
#include "ui/settings/Settings.h"
#include "ui/train/StrategyChoice.h"

#include "core/session/Session.h"

#include <QWidget>

namespace cultivar {

class AdvancedOptions;
class BackboneCards;
class LayerList;
class StartChoice;

/// The left side of the Train page: backbone, strategy, layers and advanced options, kept in step with each
/// other.
class TrainSetup : public QWidget
{
    Q_OBJECT

public:
    TrainSetup(Session& session, Settings& settings, Dialogs& dialogs, QWidget* parent = nullptr);

    TrainingConfig config() const;
    void setClasses(int classes);

private:
    void onStartChosen();
    void onBackboneChosen();
    void showNetwork(const QString& backbone, bool hasNothingLearned);
    void onStrategyChosen(Strategy strategy);
    void onLayersEdited();
    void connectWeights();
    void connectPreview();
    void refreshPreview();
    void chooseWeights();
    void compareBackbones();
    void findRate();
    void compareStrategies();
    void showWeightsSource();

    Session& m_session;
    Settings& m_settings;
    Dialogs& m_dialogs;
    StartChoice* m_start = nullptr;
    BackboneCards* m_backbones = nullptr;
    QWidget* m_backboneSection = nullptr;
    StrategyChoice* m_strategy = nullptr;
    LayerList* m_layers = nullptr;
    AdvancedOptions* m_advanced = nullptr;
    int m_classes = 2;
    std::size_t m_previewedItem = 0;
};

} // namespace cultivar
