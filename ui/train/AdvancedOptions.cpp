// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/AdvancedOptions.h"

#include "ui/Theme.h"
#include "ui/train/AugmentationPreview.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/CheckBox.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/WheelGuard.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

#include <thread>

namespace cultivar {

namespace {

// Of the choice of groups; the first is none.
constexpr int kGroupsByFolder = 1;
constexpr int kGroupsByName = 2;

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
    // In the order of Recipe.
    m_recipe = addChoice(tr("Re&cipe"), "recipeChoice", {tr("Automatic, recommended"), tr("Classic")});
    m_recipe->setToolTip(tr("Fills in everything below. What you change by hand stays as you set it."));
    addStepFields();
    addHeadFields();
    addRegularizationFields();
    addPictureFields();
    followRecipe();
    rememberEdits();
    connect(m_recipe, &QComboBox::currentIndexChanged, this, &AdvancedOptions::onRecipeChosen);
    for (QWidget* field : findChildren<QWidget*>())
        guardWheel(field);
}

void AdvancedOptions::addStepFields()
{
    m_epochs = addNumber(tr("&Epochs"), "epochsSpin", 1, 1000, 10);
    m_patience = addNumber(tr("&Patience, epochs"), "patienceSpin", 0, 1000, 0);
    m_patience->setSpecialValueText(tr("Never stop early"));
    m_patience->setToolTip(tr("Training ends after this many epochs without a better one."));
    m_finetuneEpochs = addNumber(tr("&Fine-tuning epochs"), "finetuneEpochsSpin", 1, 1000, 5);
    m_rate = addReal(tr("Learning &rate"), "learningRateSpin", 1e-6, 1.0, 1e-3, 6);
    m_findRate = makeButton(tr("Find a rate…"), "link", "findRateButton", this);
    connect(m_findRate, &QPushButton::clicked, this, &AdvancedOptions::rateRequested);
    m_form->addRow(QString(), m_findRate);
    m_rate->setToolTip(tr("Of mini-batches. What is unfrozen learns at a tenth of it."));
    m_rate->setSingleStep(5e-4);
    m_batch = addNumber(tr("&Batch size"), "batchSpin", 0, 1024, 0);
    m_batch->setSpecialValueText(tr("Automatic"));
    m_seed = addNumber(tr("&Seed"), "seedSpin", 0, 1000000000, 0);
    m_seed->setToolTip(tr("The same seed gives the same training on the CPU."));
    m_threads =
        addNumber(tr("&Threads"), "threadsSpin", 0, std::max(1U, std::thread::hardware_concurrency()), 0);
    m_threads->setSpecialValueText(tr("All cores"));
    m_mixed = new CheckBox(tr("Train &quickly, in 16-bit numbers"), this);
    m_mixed->setObjectName(QStringLiteral("mixedPrecisionCheck"));
    m_mixed->setToolTip(tr("Mixed precision, for what is unfrozen. Sums and the model itself keep 32 bits."));
    const auto device = resolveDevice(DeviceChoice::Auto);
    const bool isFaster = device && hasFastMixedPrecision(*device);
    m_mixed->setChecked(device && *device == DeviceChoice::Cuda);
    m_mixed->setVisible(isFaster);
    if (isFaster)
        m_form->addRow(m_mixed);
}

void AdvancedOptions::addRegularizationFields()
{
    m_balance = new CheckBox(tr("Rare classes &weigh as much as frequent ones"), this);
    m_balance->setObjectName(QStringLiteral("balanceCheck"));
    m_form->addRow(m_balance);
    m_labelSmoothing = addReal(tr("&Label smoothing"), "labelSmoothingSpin", 0.0, 0.9, 0.0, 2);
    m_labelSmoothing->setSingleStep(0.05);
    m_mixup = addReal(tr("Mi&xup"), "mixupSpin", 0.0, 10.0, 0.0, 2);
    m_mixup->setSingleStep(0.1);
    m_mixup->setToolTip(tr("Blends training samples in pairs. 0 is off, 0.2 usual."));
    connect(m_mixup, &QDoubleSpinBox::valueChanged, this, &AdvancedOptions::showWhatCounts);
    m_weightDecay = addReal(tr("Weight deca&y"), "weightDecaySpin", 0.0, 0.5, 1e-4, 6);
    m_weightDecay->setSingleStep(1e-4);
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
    // In the order of HeadSpec::Type and HeadSolver.
    m_headType = addChoice(tr("&Head"), "headCombo",
                           {tr("Classic, with a hidden layer"), tr("Linear, a single layer")});
    m_solver = addChoice(tr("The head lear&ns"), "solverChoice",
                         {tr("In mini-batches (AdamW)"), tr("From all images at once (L-BFGS)")});
    m_hidden = addNumber(tr("Hidden &units"), "hiddenSpin", 1, 8192, 256);
    m_dropout = addReal(tr("&Dropout"), "dropoutSpin", 0.0, 0.95, 0.5, 2);
    m_dropout->setSingleStep(0.05);
    connect(m_headType, &QComboBox::currentIndexChanged, this, [this] {
        showHead();
        showWhatCounts();
        Q_EMIT headChanged();
    });
    connect(m_solver, &QComboBox::currentIndexChanged, this, &AdvancedOptions::showWhatCounts);
    connect(m_hidden, &QSpinBox::valueChanged, this, &AdvancedOptions::headChanged);
}

QComboBox* AdvancedOptions::addChoice(const QString& label, const char* name, const QStringList& choices)
{
    auto* combo = new ComboBox(this);
    combo->setObjectName(QLatin1String(name));
    combo->addItems(choices);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(10);
    m_form->addRow(label, combo);
    return combo;
}

void AdvancedOptions::addPictureFields()
{
    m_together = new CheckBox(tr("Keep copies of an image on one side of the split"), this);
    m_together->setObjectName(QStringLiteral("duplicatesTogetherCheck"));
    m_together->setChecked(true);
    m_together->setToolTip(
        tr("A copy of a training image among the validation images makes the score look too good."));
    m_form->addRow(m_together);
    addGroupFields();
    // After the first, in the order of Preprocessing::Policy.
    m_resize = addChoice(tr("Resi&ze"), "resizeChoice",
                         {tr("As the backbone"), tr("Crop"), tr("Letterbox"), tr("Stretch")});
    // In the order of AugmentationPreset.
    m_augmentation = addChoice(tr("Vary the &training images"), "augmentationChoice",
                               {tr("Not at all"), tr("Lightly"), tr("Classic"), tr("Strongly")});
    m_augmentation->setCurrentIndex(static_cast<int>(AugmentationPreset::Classic));
    m_views = addNumber(tr("&Views of each image"), "viewsSpin", 1, 64, 4);
    m_views->setToolTip(tr("How many variations pass the frozen layers. Each takes its time once."));
    m_rotation = addReal(tr("R&otation, ± degrees"), "rotationSpin", 0, 180, 20, 0);
    m_shift = addReal(tr("Sh&ift, % of the side"), "shiftSpin", 0, 50, 20, 0);
    m_flip = new CheckBox(tr("&Mirror left and right"), this);
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

void AdvancedOptions::addGroupFields()
{
    m_groups = addChoice(
        tr("&Keep on one side too"), "groupsChoice",
        {tr("Nothing else"), tr("Images in one subfolder"), tr("Images with one part of the name")});
    m_groups->setToolTip(tr("For images of one specimen, one person or one burst."));
    m_groupPattern = new QLineEdit(QStringLiteral("^.*/(.+)_"), this);
    m_groupPattern->setObjectName(QStringLiteral("groupPattern"));
    m_groupPattern->setToolTip(tr("A regular expression for the path. What its brackets find names the "
                                  "group: this one takes what comes "
                                  "before the last underscore."));
    m_groupPattern->hide();
    m_form->addRow(m_groupPattern);
    connect(m_groups, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_groupPattern->setVisible(index == kGroupsByName); });
}

QString AdvancedOptions::groupBy() const
{
    if (m_groups->currentIndex() == kGroupsByName)
        return m_groupPattern->text();
    return m_groups->currentIndex() == kGroupsByFolder ? QStringLiteral("subfolder") : QString();
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

void AdvancedOptions::showHead()
{
    const bool hasHidden = m_headType->currentIndex() == static_cast<int>(HeadSpec::Type::Classic);
    m_headType->setEnabled(!m_isHeadGiven);
    m_hidden->setEnabled(hasHidden && !m_isHeadGiven);
    m_dropout->setEnabled(hasHidden && !m_isHeadGiven);
}

void AdvancedOptions::setGiven(const ModelDescription* model)
{
    m_isHeadGiven = model != nullptr;
    m_resize->setEnabled(!model);
    if (model) {
        m_isFollowing = true; // it is not the user who sets them
        m_headType->setCurrentIndex(static_cast<int>(model->head.type));
        m_hidden->setValue(model->head.hidden);
        m_dropout->setValue(model->head.dropout);
        m_isFollowing = false;
    } else {
        followRecipe();
    }
    showHead();
    showWhatCounts();
}

void AdvancedOptions::apply(TrainingConfig& config) const
{
    config.follow(static_cast<Recipe>(m_recipe->currentIndex()));
    config.epochs = m_epochs->value();
    config.patience = m_patience->value();
    config.finetuneEpochs = m_finetuneEpochs->value();
    config.learningRate = m_rate->value();
    config.batchSize = m_batch->value();
    config.seed = static_cast<std::uint64_t>(m_seed->value());
    config.threads = m_threads->value();
    config.usesMixedPrecision = m_mixed->isChecked();
    config.head = head();
    config.headSolver = isFitted() ? HeadSolver::Lbfgs : HeadSolver::AdamW;
    config.views = m_views->value();
    config.keepsDuplicatesTogether = m_together->isChecked();
    config.groupBy = groupBy();
    config.balancesClasses = m_balance->isChecked();
    config.labelSmoothing = m_labelSmoothing->value();
    config.mixup = m_mixup->value();
    config.weightDecay = m_weightDecay->value();
    config.augmentation = augmentation();
    const int policy = m_resize->currentIndex() - 1;
    config.policy.reset();
    if (policy >= 0)
        config.policy = static_cast<Preprocessing::Policy>(policy);
}

void AdvancedOptions::suggestFor(bool isFromScratch)
{
    m_isFromScratch = isFromScratch;
    followRecipe();
    showWhatCounts();
}

/// Enables what the training would heed: a fitted head has no mini-batches, and so no rate.
void AdvancedOptions::showWhatCounts()
{
    m_solver->setEnabled(m_headType->currentIndex() == static_cast<int>(HeadSpec::Type::Linear) &&
                         !m_isFromScratch);
    const bool hasBatches = m_isFromScratch || !isFitted() || m_finetuneEpochs->isEnabled();
    m_rate->setEnabled(hasBatches);
    m_findRate->setEnabled(hasBatches && m_isRateFindable);
    m_batch->setEnabled(hasBatches);
    m_weightDecay->setEnabled(hasBatches);
}

void AdvancedOptions::setRate(double rate)
{
    m_rate->setValue(rate);
}

void AdvancedOptions::setRateFindable(bool isFindable)
{
    m_isRateFindable = isFindable;
    showWhatCounts();
}

/// A hidden layer and blended samples need mini-batches, whatever is chosen.
bool AdvancedOptions::isFitted() const
{
    return m_solver->currentIndex() == static_cast<int>(HeadSolver::Lbfgs) &&
           m_headType->currentIndex() == static_cast<int>(HeadSpec::Type::Linear) && m_mixup->value() == 0.0;
}

void AdvancedOptions::onRecipeChosen()
{
    m_edited.clear();
    followRecipe();
}

void AdvancedOptions::followRecipe()
{
    TrainingConfig config;
    config.isFromScratch = m_isFromScratch;
    config.follow(static_cast<Recipe>(m_recipe->currentIndex()));
    m_isFollowing = true;
    const auto setNumber = [this](QSpinBox* field, int value) {
        if (!m_edited.contains(field))
            field->setValue(value);
    };
    const auto setChoice = [this](QComboBox* field, int index) {
        if (!m_edited.contains(field))
            field->setCurrentIndex(index);
    };
    setNumber(m_epochs, config.epochs);
    setNumber(m_patience, config.patience);
    setNumber(m_views, config.views);
    if (!m_isHeadGiven)
        setChoice(m_headType, static_cast<int>(config.head.type));
    setChoice(m_solver, static_cast<int>(config.headSolver));
    if (const auto preset = AugmentationConfig::presetOf(config.augmentation))
        setChoice(m_augmentation, static_cast<int>(*preset));
    m_isFollowing = false;
}

void AdvancedOptions::rememberEdits()
{
    for (QSpinBox* field : {m_epochs, m_patience, m_views}) {
        connect(field, &QSpinBox::valueChanged, this, [this, field] {
            if (!m_isFollowing)
                m_edited.insert(field);
        });
    }
    for (QComboBox* field : {m_headType, m_solver, m_augmentation}) {
        connect(field, &QComboBox::currentIndexChanged, this, [this, field] {
            if (!m_isFollowing)
                m_edited.insert(field);
        });
    }
}

void AdvancedOptions::setFinetuneEnabled(bool isEnabled)
{
    m_finetuneEpochs->setEnabled(isEnabled);
    showWhatCounts();
}

} // namespace cultivar
