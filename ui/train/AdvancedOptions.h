// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/TrainingConfig.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QSpinBox;

namespace cultivar {

class AugmentationPreview;

/// Epochs, rate, batch, head, augmentation: everything with a good default.
class AdvancedOptions : public QWidget
{
    Q_OBJECT

public:
    explicit AdvancedOptions(QWidget* parent = nullptr);

    /// Puts the values into @p config.
    void apply(TrainingConfig& config) const;
    HeadSpec head() const;
    /// The usual epochs and head for a strategy; each is left alone once the user has set it.
    void suggestFor(bool isFromScratch);
    void setFinetuneEnabled(bool isEnabled);
    AugmentationPreview& preview() { return *m_preview; }

Q_SIGNALS:
    void headChanged();
    void picturesChanged(); // augmentation, resizing or seed

private:
    QSpinBox* addNumber(const QString& label, const char* name, int low, int high, int value);
    QDoubleSpinBox* addReal(const QString& label, const char* name, double low, double high, double value,
                            int decimals);
    void addHeadFields();
    void addPictureFields();
    QComboBox* addChoice(const QString& label, const char* name, const QStringList& choices);
    void onPresetChosen();
    AugmentationConfig augmentation() const;

    QFormLayout* m_form = nullptr;
    QSpinBox* m_epochs = nullptr;
    QSpinBox* m_finetuneEpochs = nullptr;
    QDoubleSpinBox* m_rate = nullptr;
    QSpinBox* m_batch = nullptr;
    QSpinBox* m_seed = nullptr;
    QSpinBox* m_threads = nullptr;
    QComboBox* m_headType = nullptr;
    QSpinBox* m_hidden = nullptr;
    QDoubleSpinBox* m_dropout = nullptr;
    QComboBox* m_resize = nullptr;
    QComboBox* m_augmentation = nullptr;
    AugmentationPreview* m_preview = nullptr;
    QDoubleSpinBox* m_rotation = nullptr;
    QDoubleSpinBox* m_shift = nullptr;
    QCheckBox* m_flip = nullptr;
    bool m_isEpochsChosen = false, m_isHeadChosen = false;
};

} // namespace cultivar
