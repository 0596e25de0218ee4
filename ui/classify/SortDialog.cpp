// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/SortDialog.h"

#include "core/base/Paths.h"
#include "ui/ErrorText.h"
#include "ui/Theme.h"
#include "ui/classify/SortTableModel.h"
#include "ui/classify/SortWords.h"
#include "ui/classify/UnfinishedSortBar.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/CheckBox.h"
#include "ui/widgets/ComboBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/ProgressRow.h"
#include "ui/widgets/WheelGuard.h"

#include <QHeaderView>
#include <QLocale>
#include <QSpinBox>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace cultivar {

SortDialog::SortDialog(Session& session, Settings& settings, Dialogs& dialogs, Pictures pictures,
                       QWidget* parent)
    : QDialog(parent), m_sorting(session.sorting()), m_settings(settings), m_dialogs(dialogs),
      m_pictures(std::move(pictures))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("sortDialog"));
    setWindowTitle(tr("Sort into folders"));
    resize(860, 640);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kLarge, metrics::kLarge, metrics::kLarge, metrics::kLarge);
    layout->setSpacing(metrics::kMedium);
    layout->addWidget(makeLabel(tr("Sort into folders"), "headline", this));
    layout->addWidget(makeWrappedLabel(tr("Each picture goes into a folder with the name of its class. "
                                          "No file is ever replaced, and you can undo it."),
                                       "dim", this));
    layout->addWidget(new UnfinishedSortBar(session, this));
    layout->addLayout(makeTargetRow());
    layout->addLayout(makeRules());
    layout->addWidget(makeTable(), 1);
    m_progress = new ProgressRow(tr("Stop"), "sortWords", "stopSortButton", this);
    connect(m_progress, &ProgressRow::stopRequested, &m_sorting, &Sorting::cancel);
    layout->addWidget(m_progress);
    layout->addLayout(makeButtons());
    connectSorting();
    showState();
}

QLayout* SortDialog::makeTargetRow()
{
    m_how = new ComboBox(this);
    m_how->setObjectName(QStringLiteral("sortHow"));
    m_how->addItems({tr("Copy the pictures into"), tr("Move the pictures into")});
    m_place = makeLabel({}, "section", this);
    m_place->setObjectName(QStringLiteral("sortTarget"));
    m_place->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_choose = makeButton(tr("Choose folder…"), "plain", "chooseSortTargetButton", this);
    connect(m_choose, &QPushButton::clicked, this, &SortDialog::chooseTarget);
    connect(m_how, &QComboBox::currentIndexChanged, this, &SortDialog::plan);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kMedium);
    row->addWidget(m_how);
    row->addWidget(m_place, 1);
    row->addWidget(m_choose);
    return row;
}

QLayout* SortDialog::makeRules()
{
    m_confidence = new QSpinBox(this);
    m_confidence->setObjectName(QStringLiteral("sortConfidence"));
    m_confidence->setRange(0, 100);
    m_confidence->setSuffix(tr(" %"));
    guardWheel(m_confidence);
    m_unsure = new ComboBox(this);
    m_unsure->setObjectName(QStringLiteral("sortUnsure"));
    m_unsure->addItems({tr("go into the folder “unsure”"), tr("stay where they are")});
    auto* label = makeLabel(tr("Pictures &below"), "dim", this);
    label->setBuddy(m_confidence);
    connect(m_confidence, &QSpinBox::valueChanged, this, &SortDialog::plan);
    connect(m_unsure, &QComboBox::currentIndexChanged, this, &SortDialog::plan);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSmall);
    row->addWidget(label);
    row->addWidget(m_confidence);
    row->addWidget(makeLabel(tr("and those unlike the training data"), "dim", this));
    row->addWidget(m_unsure);
    row->addStretch();
    return row;
}

QWidget* SortDialog::makeTable()
{
    m_table = new SortTableModel(this);
    auto* table = new QTableView(this);
    table->setObjectName(QStringLiteral("sortTable"));
    table->setModel(m_table);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTextElideMode(Qt::ElideMiddle);
    table->verticalHeader()->hide();
    constexpr int kNameWidth = 210;
    for (const int column : {0, 1})
        table->setColumnWidth(column, kNameWidth);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setHighlightSections(false);
    return table;
}

QLayout* SortDialog::makeButtons()
{
    m_only = new CheckBox(this);
    m_only->setObjectName(QStringLiteral("sortRemarksOnly"));
    connect(m_only, &QCheckBox::toggled, m_table, &SortTableModel::showRemarksOnly);
    m_undo = makeButton(tr("Undo"), "plain", "undoSortButton", this);
    m_close = makeButton(tr("Close"), "plain", "closeSortButton", this);
    m_start = makeButton({}, "primary", "startSortButton", this);
    m_start->setDefault(true);
    connect(m_undo, &QPushButton::clicked, this, &SortDialog::undo);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, &SortDialog::start);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSmall);
    row->addWidget(m_only);
    row->addStretch();
    row->addWidget(m_undo);
    row->addWidget(m_close);
    row->addWidget(m_start);
    return row;
}

void SortDialog::connectSorting()
{
    connect(&m_sorting, &Sorting::planned, this, &SortDialog::onPlanned);
    connect(&m_sorting, &Sorting::ended, this, &SortDialog::onEnded);
    connect(&m_sorting, &Sorting::failed, this, &SortDialog::onFailed);
    connect(&m_sorting, &Sorting::started, this, [this] {
        if (!m_isOwn)
            return showState();
        m_progress->setProgress(0, 0); // until the first file
        setStage(Stage::Running);
    });
    connect(&m_sorting, &Sorting::progressed, this, [this](int done, int total) {
        if (!m_isOwn)
            return;
        m_progress->setProgress(done, total);
        m_progress->setWords(tr("%1 of %n picture(s)", nullptr, total).arg(QLocale().toString(done)));
    });
}

void SortDialog::chooseTarget()
{
    const auto folder = m_dialogs.openFolder(
        this,
        {tr("Choose a folder to sort into"), {}, m_target.empty() ? m_settings.dialogFolder : m_target});
    if (!folder)
        return;
    m_target = *folder;
    m_settings.dialogFolder = folder->parent_path();
    plan();
}

SortSettings SortDialog::sortSettings() const
{
    SortSettings settings;
    settings.target = m_target;
    settings.isMove = m_how->currentIndex() == 1;
    settings.minConfidence = m_confidence->value() / 100.0;
    settings.unsure =
        m_unsure->currentIndex() == 0 ? SortSettings::Unsure::IntoFolder : SortSettings::Unsure::Stay;
    return settings;
}

void SortDialog::plan()
{
    if (m_target.empty()) {
        showState();
        return;
    }
    setStage(Stage::Planning);
    m_sorting.plan(m_pictures.files, m_pictures.classes, sortSettings());
}

void SortDialog::onPlanned(const std::shared_ptr<const SortPlan>& plan)
{
    m_plan = plan;
    m_table->setPlan(plan);
    setStage(Stage::Planned);
}

void SortDialog::start()
{
    m_isOwn = true;
    m_isUndoing = false;
    m_sorting.start(m_plan);
}

void SortDialog::undo()
{
    m_isOwn = true;
    m_isUndoing = true;
    m_sorting.undo(m_target);
}

void SortDialog::onEnded(const FileSort::Outcome& outcome)
{
    if (!std::exchange(m_isOwn, false))
        return plan(); // the bar's
    m_outcome = outcome;
    m_table->setFailures(outcome.failed);
    m_only->setChecked(!outcome.failed.empty());
    setStage(m_isUndoing ? Stage::Undone : Stage::Done);
}

void SortDialog::onFailed(const Error& error)
{
    m_isOwn = false;
    m_error = error;
    setStage(Stage::Failed);
}

void SortDialog::reject()
{
    if (m_stage != Stage::Running)
        QDialog::reject();
}

void SortDialog::setStage(Stage stage)
{
    m_stage = stage;
    showState();
}

QString SortDialog::words() const
{
    switch (m_stage) {
    case Stage::NoTarget:
        return tr(
            "Choose a folder first; nothing happens to the pictures before you have seen where they go.");
    case Stage::Planning:
        return tr("Looking where the pictures go…");
    case Stage::Planned:
        return planWords(*m_plan);
    case Stage::Running:
        return m_isUndoing ? tr("Taking it back…") : tr("Sorting…");
    case Stage::Done:
    case Stage::Undone:
        return outcomeWords(m_outcome, m_stage == Stage::Undone  ? SortedHow::TakenBack
                                       : m_plan->settings.isMove ? SortedHow::Moved
                                                                 : SortedHow::Copied);
    case Stage::Failed:
        return errorText(m_error);
    }
    return {};
}

void SortDialog::showState()
{
    const bool isRunning = m_stage == Stage::Running;
    const bool mayStart = m_stage == Stage::Planned && m_plan->totals.placed > 0 && !m_sorting.isRunning();
    const int count = m_plan && m_stage == Stage::Planned ? static_cast<int>(m_plan->totals.placed)
                                                          : static_cast<int>(m_pictures.files.size());
    for (QWidget* widget : std::initializer_list<QWidget*>{m_how, m_confidence, m_unsure, m_choose, m_close})
        widget->setEnabled(!isRunning);
    m_place->setText(m_target.empty() ? tr("no folder yet") : displayPath(m_target));
    m_place->setToolTip(displayPath(m_target).toHtmlEscaped());
    m_start->setText(m_how->currentIndex() == 1 ? tr("Move %n picture(s)", nullptr, count)
                                                : tr("Copy %n picture(s)", nullptr, count));
    m_start->setEnabled(mayStart);
    m_undo->setVisible(m_stage == Stage::Done && m_outcome.done > 0);
    m_progress->setRunning(isRunning);
    m_only->setText(tr("Only the %n with a remark", nullptr, m_table->remarks()));
    m_only->setVisible(m_table->remarks() > 0 || m_only->isChecked());
    const bool isWarning = m_stage == Stage::Failed ||
                           (m_stage == Stage::Planned && (!m_plan->fits() || !m_plan->isWritable)) ||
                           (m_stage >= Stage::Done && !m_outcome.failed.empty());
    m_progress->setWords(words(), isWarning);
}

} // namespace cultivar
