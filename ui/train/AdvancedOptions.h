// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/TrainingConfig.h"

#include <QWidget>

#include <set>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace cultivar {

class AugmentationPreview;

/// The recipe, and everything that it fills in: epochs, rate, batch, head, augmentation. What the user has
/// set by hand stays when the strategy changes, until another recipe is chosen.
class AdvancedOptions : public QWidget
{
    Q_OBJECT

public:
    explicit AdvancedOptions(QWidget* parent = nullptr);

    /// Puts the values into @p config.
    void apply(TrainingConfig& config) const;
    HeadSpec head() const;
    /// The head and how pictures are resized belong to a model that is gone on with; null: they are free.
    void setGiven(const ModelDescription* model);
    /// What the recipe says for a strategy.
    void suggestFor(bool isFromScratch);
    void setFinetuneEnabled(bool isEnabled);
    void setRate(double rate);
    /// Whether there are images and time to find a rate with.
    void setRateFindable(bool isFindable);
    AugmentationPreview& preview() { return *m_preview; }

Q_SIGNALS:
    void headChanged();
    void picturesChanged(); // augmentation, resizing or seed
    void rateRequested();   // the user wants it found

private:
    QSpinBox* addNumber(const QString& label, const char* name, int low, int high, int value);
    QDoubleSpinBox* addReal(const QString& label, const char* name, double low, double high, double value,
                            int decimals);
    void addStepFields();
    void addHeadFields();
    void addRegularizationFields();
    void addPictureFields();
    void addGroupFields();
    QString groupBy() const;
    QComboBox* addChoice(const QString& label, const char* name, const QStringList& choices);
    void onRecipeChosen();
    void onPresetChosen();
    void followRecipe();
    void rememberEdits();
    bool isFitted() const;
    void showWhatCounts();
    void showHead();
    AugmentationConfig augmentation() const;

    QFormLayout* m_form = nullptr;
    QComboBox* m_recipe = nullptr;
    QSpinBox* m_epochs = nullptr;
    QSpinBox* m_finetuneEpochs = nullptr;
    QDoubleSpinBox* m_rate = nullptr;
    QPushButton* m_findRate = nullptr;
    QSpinBox* m_batch = nullptr;
    QSpinBox* m_seed = nullptr;
    QSpinBox* m_threads = nullptr;
    QComboBox* m_headType = nullptr;
    QSpinBox* m_hidden = nullptr;
    QDoubleSpinBox* m_dropout = nullptr;
    QComboBox* m_solver = nullptr;
    QSpinBox* m_patience = nullptr;
    QSpinBox* m_views = nullptr;
    QDoubleSpinBox* m_labelSmoothing = nullptr;
    QDoubleSpinBox* m_mixup = nullptr;
    QDoubleSpinBox* m_weightDecay = nullptr;
    QCheckBox* m_balance = nullptr;
    QCheckBox* m_mixed = nullptr; // mixed precision; hidden where it makes nothing faster
    QCheckBox* m_together = nullptr;
    QComboBox* m_groups = nullptr;
    QLineEdit* m_groupPattern = nullptr;
    QComboBox* m_resize = nullptr;
    QComboBox* m_augmentation = nullptr;
    AugmentationPreview* m_preview = nullptr;
    QDoubleSpinBox* m_rotation = nullptr;
    QDoubleSpinBox* m_shift = nullptr;
    QCheckBox* m_flip = nullptr;
    std::set<QObject*> m_edited; // by hand
    bool m_isFollowing = false;  // the recipe sets the fields
    bool m_isFromScratch = false;
    bool m_isRateFindable = false;
    bool m_isHeadGiven = false;
};

} // namespace cultivar
