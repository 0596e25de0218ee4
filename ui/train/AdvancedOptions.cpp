// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/AdvancedOptions.h"

#include "ui/Theme.h"
#include "ui/train/AugmentationPreview.h"
#include "ui/widgets/WheelGuard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <thread>

namespace cultivar {

namespace {

/// Shows 0.001 as such, not as 0.001000.
class PlainNumberSpin : public QDoubleSpinBox
{
public:
    using QDoubleSpinBox::QDoubleSpinBox;
    QString textFromValue(double value) const override { return locale().toString(value, 'g', 6); }
};

} // namespace

AdvancedOptions::AdvancedOptions(QWidget* parent) : QWidget(parent), m_form(new QFormLayout(this))
{
    setObjectName(QStringLiteral("advanced"));
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setVerticalSpacing(metrics::kSmall);
    m_form->setHorizontalSpacing(metrics::kLarge);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_epochs = addNumber(tr("&Epochs"), "epochsSpin", 1, 1000, 10);
    m_finetuneEpochs = addNumber(tr("&Fine-tuning epochs"), "finetuneEpochsSpin", 1, 1000, 5);
    m_rate = addReal(tr("Learning &rate"), "learningRateSpin", 1e-6, 1.0, 1e-3, 6);
    m_rate->setSingleStep(5e-4);
    m_batch = addNumber(tr("&Batch size"), "batchSpin", 0, 1024, 0);
    m_batch->setSpecialValueText(tr("Automatic"));
    m_seed = addNumber(tr("&Seed"), "seedSpin", 0, 1000000000, 0);
    m_seed->setToolTip(tr("The same seed gives the same training on the CPU."));
    m_threads =
        addNumber(tr("&Threads"), "threadsSpin", 0, std::max(1U, std::thread::hardware_concurrency()), 0);
    m_threads->setSpecialValueText(tr("All cores"));
    addHeadFields();
    addPictureFields();
    for (QWidget* field : findChildren<QWidget*>())
        guardWheel(field);
    connect(m_epochs, &QSpinBox::valueChanged, this, [this] { m_isEpochsChosen = true; });
}

QSpinBox* AdvancedOptions::addNumber(const QString& label, const char* name, int low, int high, int value)
{
    auto* spin = new QSpinBox(this);
    spin->setObjectName(QLatin1String(name));
    spin->setRange(low, high);
    spin->setValue(value);
    m_form->addRow(label, spin);
    return spin;
}

QDoubleSpinBox* AdvancedOptions::addReal(const QString& label, const char* name, double low, double high,
                                         double value, int decimals)
{
    auto* spin = new PlainNumberSpin(this);
    spin->setObjectName(QLatin1String(name));
    spin->setDecimals(decimals);
    spin->setRange(low, high);
    spin->setValue(value);
    m_form->addRow(label, spin);
    return spin;
}

void AdvancedOptions::addHeadFields()
{
    m_headType = new QComboBox(this);
    m_headType->setObjectName(QStringLiteral("headCombo"));
    // In the order of HeadSpec::Type.
    m_headType->addItem(tr("Classic, with a hidden layer"));
    m_headType->addItem(tr("Linear, a single layer"));
    m_headType->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_headType->setMinimumContentsLength(10);
    m_form->addRow(tr("&Head"), m_headType);
    m_hidden = addNumber(tr("Hidden &units"), "hiddenSpin", 1, 8192, 256);
    m_dropout = addReal(tr("&Dropout"), "dropoutSpin", 0.0, 0.95, 0.5, 2);
    m_dropout->setSingleStep(0.05);
    connect(m_headType, &QComboBox::activated, this, [this] { m_isHeadChosen = true; });
    connect(m_headType, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_hidden->setEnabled(index == 0);
        m_dropout->setEnabled(index == 0);
        Q_EMIT headChanged();
    });
    connect(m_hidden, &QSpinBox::valueChanged, this, &AdvancedOptions::headChanged);
}

QComboBox* AdvancedOptions::addChoice(const QString& label, const char* name, const QStringList& choices)
{
    auto* combo = new QComboBox(this);
    combo->setObjectName(QLatin1String(name));
    combo->addItems(choices);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(10);
    m_form->addRow(label, combo);
    return combo;
}

void AdvancedOptions::addPictureFields()
{
    // After the first, in the order of Preprocessing::Policy.
    m_resize = addChoice(tr("Resi&ze"), "resizeChoice",
                         {tr("As the backbone"), tr("Crop"), tr("Letterbox"), tr("Stretch")});
    // In the order of AugmentationPreset.
    m_augmentation = addChoice(tr("Vary the &training images"), "augmentationChoice",
                               {tr("Not at all"), tr("Lightly"), tr("Classic"), tr("Strongly")});
    m_augmentation->setCurrentIndex(static_cast<int>(AugmentationPreset::Classic));
    m_rotation = addReal(tr("R&otation, ± degrees"), "rotationSpin", 0, 180, 20, 0);
    m_shift = addReal(tr("Sh&ift, % of the side"), "shiftSpin", 0, 50, 20, 0);
    m_flip = new QCheckBox(tr("&Mirror left and right"), this);
    m_flip->setObjectName(QStringLiteral("flipCheck"));
    m_flip->setChecked(true);
    m_form->addRow(m_flip);
    m_preview = new AugmentationPreview(this);
    m_form->addRow(m_preview);
    connect(m_augmentation, &QComboBox::currentIndexChanged, this, &AdvancedOptions::onPresetChosen);
    connect(m_resize, &QComboBox::currentIndexChanged, this, &AdvancedOptions::picturesChanged);
    connect(m_rotation, &QDoubleSpinBox::valueChanged, this, &AdvancedOptions::picturesChanged);
    connect(m_shift, &QDoubleSpinBox::valueChanged, this, &AdvancedOptions::picturesChanged);
    connect(m_flip, &QCheckBox::toggled, this, &AdvancedOptions::picturesChanged);
    connect(m_seed, &QSpinBox::valueChanged, this, &AdvancedOptions::picturesChanged);
}

void AdvancedOptions::onPresetChosen()
{
    const auto config =
        AugmentationConfig::preset(static_cast<AugmentationPreset>(m_augmentation->currentIndex()));
    {
        const QSignalBlocker rotation(m_rotation), shift(m_shift), flip(m_flip); // one signal for all
        m_rotation->setValue(config.rotationDegrees);
        m_shift->setValue(config.shift * 100.0);
        m_flip->setChecked(config.horizontalFlip);
    }
    m_rotation->setEnabled(config.isEnabled);
    m_shift->setEnabled(config.isEnabled);
    m_flip->setEnabled(config.isEnabled);
    Q_EMIT picturesChanged();
}

/// The preset, with the three numbers that can be set by hand.
AugmentationConfig AdvancedOptions::augmentation() const
{
    auto config = AugmentationConfig::preset(static_cast<AugmentationPreset>(m_augmentation->currentIndex()));
    config.rotationDegrees = m_rotation->value();
    config.shift = m_shift->value() / 100.0;
    config.horizontalFlip = m_flip->isChecked();
    return config;
}

HeadSpec AdvancedOptions::head() const
{
    return {static_cast<HeadSpec::Type>(m_headType->currentIndex()), m_hidden->value(), m_dropout->value()};
}

void AdvancedOptions::apply(TrainingConfig& config) const
{
    config.epochs = m_epochs->value();
    config.finetuneEpochs = m_finetuneEpochs->value();
    config.learningRate = m_rate->value();
    config.batchSize = m_batch->value();
    config.seed = static_cast<std::uint64_t>(m_seed->value());
    config.threads = m_threads->value();
    config.head = head();
    config.augmentation = augmentation();
    const int policy = m_resize->currentIndex() - 1;
    config.policy.reset();
    if (policy >= 0)
        config.policy = static_cast<Preprocessing::Policy>(policy);
}

void AdvancedOptions::suggestFor(bool isFromScratch)
{
    if (!m_isEpochsChosen) {
        const QSignalBlocker blocker(m_epochs);
        m_epochs->setValue(TrainingConfig::usualEpochs(isFromScratch));
    }
    if (!m_isHeadChosen)
        m_headType->setCurrentIndex(static_cast<int>(TrainingConfig::usualHead(isFromScratch)));
}

void AdvancedOptions::setFinetuneEnabled(bool isEnabled)
{
    m_finetuneEpochs->setEnabled(isEnabled);
}

} // namespace cultivar
