// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/ExportPage.h"

#include "core/base/Paths.h"
#include "ui/Theme.h"
#include "ui/export/ExportWords.h"
#include "ui/export/SnippetView.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/CheckBox.h"
#include "ui/widgets/ChoiceCard.h"
#include "ui/widgets/DropArea.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/MessageBar.h"
#include "ui/widgets/Section.h"

#include <QButtonGroup>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QStackedWidget>
#include <QUrl>

namespace cultivar {

ExportPage::ExportPage(Session& session, Settings& settings, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent), m_session(session), m_settings(settings), m_dialogs(dialogs),
      m_stack(new QStackedWidget(this))
{
    m_stack->addWidget(makeEmptyState());
    m_stack->addWidget(makeWorkplace());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kPage, metrics::kLarge, metrics::kPage, metrics::kLarge);
    layout->addWidget(m_stack);
    connectSession();
    onModelChanged();
}

QWidget* ExportPage::makeEmptyState()
{
    auto* area =
        new DropArea(Icon::Leaf, tr("No model to export yet"),
                     tr("Train one, or open a .cultivar file: drop it here."), DropArea::Size::Large, this);
    area->setObjectName(QStringLiteral("exportDropArea"));
    auto* train = makeButton(tr("Train one"), "primary", "exportTrainFirstButton", area);
    auto* open = makeButton(tr("Open a model…"), "plain", "exportOpenModelButton", area);
    area->addButton(train);
    area->addButton(open);
    connect(area, &DropArea::dropped, this, &ExportPage::dropped);
    connect(train, &QPushButton::clicked, this, &ExportPage::trainRequested);
    connect(open, &QPushButton::clicked, this, &ExportPage::openModelRequested);
    return area;
}

QWidget* ExportPage::makeWorkplace()
{
    auto* place = new QWidget(this);
    m_title = makeLabel({}, "title", place);
    m_title->setObjectName(QStringLiteral("exportTitle"));
    auto* left = new QWidget(place);
    left->setFixedWidth(380);
    auto* choices = new QVBoxLayout(left);
    choices->setContentsMargins(0, 0, 0, 0);
    choices->setSpacing(metrics::kMedium);
    choices->addWidget(new Section(tr("Format"), Section::Kind::Fixed, makeFormats(left), left));
    m_options = new Section(tr("The network"), Section::Kind::Fixed, makeOptions(left), left);
    choices->addWidget(m_options);
    choices->addWidget(makeAction(left));
    choices->addStretch();
    m_snippets = new SnippetView(place);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(metrics::kLarge);
    columns->addWidget(left);
    columns->addWidget(new Section(tr("How it is used"), Section::Kind::Fixed, m_snippets, place), 1);
    auto* layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kTight);
    layout->addWidget(m_title);
    layout->addWidget(makeWrappedLabel(tr("Take the model to other software. Nothing there needs Cultivar."),
                                       "dim", place));
    layout->addSpacing(metrics::kMedium);
    layout->addLayout(columns, 1);
    return place;
}

QWidget* ExportPage::makeFormats(QWidget* parent)
{
    const struct
    {
        ExportFormat format;
        const char* name;
        QString title, line;
    } formats[] = {
        {ExportFormat::Onnx, "exportOnnx", tr("ONNX"),
         tr("Runs nearly everywhere: onnxruntime, OpenCV, phones, the browser.")},
        {ExportFormat::TorchScript, "exportTorchScript", tr("TorchScript"),
         tr("For PyTorch and LibTorch, on the CPU or a GPU.")},
        {ExportFormat::SafeTensors, "exportSafeTensors", tr("Weights"),
         tr("To go on in Python: torchvision loads them by name.")},
        {ExportFormat::Labels, "exportLabels", tr("Labels"),
         tr("Only the names of the classes, one a line.")},
    };
    auto* cards = new QWidget(parent);
    m_formats = new QButtonGroup(this);
    auto* layout = new QVBoxLayout(cards);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (const auto& format : formats) {
        auto* card = new ChoiceCard(format.title, cards);
        card->setObjectName(QLatin1String(format.name));
        card->setLine(format.line);
        card->setFacts(ExportOptions::suffix(format.format));
        m_formats->addButton(card, static_cast<int>(format.format));
        layout->addWidget(card);
    }
    m_formats->button(0)->setChecked(true);
    connect(m_formats, &QButtonGroup::idClicked, this, &ExportPage::onOptionsChanged);
    return cards;
}

QWidget* ExportPage::makeOptions(QWidget* parent)
{
    auto* options = new QWidget(parent);
    m_rawInput = new CheckBox(tr("takes &colours as they are, from 0 to 255"), options);
    m_rawInput->setObjectName(QStringLiteral("rawInputBox"));
    m_rawInput->setToolTip(
        tr("Else whoever uses it subtracts the mean and divides by the deviation before."));
    m_probabilities = new CheckBox(tr("gives &probabilities"), options);
    m_probabilities->setObjectName(QStringLiteral("probabilitiesBox"));
    m_probabilities->setToolTip(tr("Else it gives logits, for software that does the softmax itself."));
    auto* layout = new QVBoxLayout(options);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kTight);
    for (QCheckBox* box : {m_rawInput, m_probabilities}) {
        box->setChecked(true);
        layout->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &ExportPage::onOptionsChanged);
    }
    return options;
}

QWidget* ExportPage::makeAction(QWidget* parent)
{
    auto* action = new QWidget(parent);
    m_export = makeButton(tr("Export…"), "primary", "exportButton", action);
    m_cancel = makeButton(tr("Cancel"), "plain", "cancelExportButton", action);
    m_words = makeWrappedLabel({}, "small", action);
    m_words->setObjectName(QStringLiteral("exportWords"));
    m_bar = new QProgressBar(action);
    m_bar->setTextVisible(false);
    m_result = new MessageBar(action);
    m_result->setObjectName(QStringLiteral("exportResult"));
    m_show = makeButton(tr("Show in folder"), "link", "showExportButton", action);
    connect(m_export, &QPushButton::clicked, this, &ExportPage::chooseAndExport);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_session.exporting().cancel(); });
    connect(m_show, &QPushButton::clicked, this, &ExportPage::showInFolder);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSmall);
    buttons->addWidget(m_export);
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(action);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSmall);
    layout->addLayout(buttons);
    layout->addWidget(m_words);
    layout->addWidget(m_bar);
    layout->addWidget(m_result);
    layout->addWidget(m_show, 0, Qt::AlignLeft);
    return action;
}

void ExportPage::connectSession()
{
    connect(&m_session, &Session::modelChanged, this, &ExportPage::onModelChanged);
    connect(&m_session, &Session::activityChanged, this, &ExportPage::updateAction);
    Exporting& exporting = m_session.exporting();
    connect(&exporting, &Exporting::started, this, [this] {
        m_exported.clear();
        showProgress(ExportStage::Reading, 0, 0);
        updateAction();
    });
    connect(&exporting, &Exporting::progressed, this, &ExportPage::showProgress);
    connect(&exporting, &Exporting::exported, this, &ExportPage::onExported);
    connect(&exporting, &Exporting::finished, this, &ExportPage::updateAction);
}

ExportOptions ExportPage::options() const
{
    return {static_cast<ExportFormat>(m_formats->checkedId()), m_rawInput->isChecked(),
            m_probabilities->isChecked()};
}

std::filesystem::path ExportPage::suggestedName() const
{
    return m_session.modelPath().stem() += ExportOptions::suffix(options().format).toStdString();
}

void ExportPage::chooseAndExport()
{
    const QString suffix = ExportOptions::suffix(options().format);
    auto file = m_dialogs.saveFile(this, {tr("Export the model"), formatFilter(options().format),
                                          m_settings.dialogFolder / suggestedName()});
    if (!file)
        return;
    if (!file->has_extension())
        *file += suffix.toStdString();
    m_settings.dialogFolder = file->parent_path();
    m_session.exporting().start(*file, options());
}

void ExportPage::showInFolder()
{
    QDesktopServices::openUrl(QUrl::fromLocalFile(toQString(m_exported.parent_path())));
}

void ExportPage::onModelChanged()
{
    m_stack->setCurrentIndex(m_session.model() ? 1 : 0);
    m_exported.clear();
    updateAction();
    if (!m_session.model())
        return;
    m_title->setText(tr("Export “%1”").arg(displayPath(m_session.modelPath().stem())));
    onOptionsChanged();
}

void ExportPage::onOptionsChanged()
{
    const ExportFormat format = options().format;
    m_options->setVisible(format == ExportFormat::Onnx || format == ExportFormat::TorchScript);
    const bool isWritten = m_exported.extension() == suggestedName().extension();
    m_snippets->show(
        exportSnippets(*m_session.model(), options(), isWritten ? m_exported.filename() : suggestedName()),
        noSnippetReason(format));
}

void ExportPage::onExported(const ExportOutcome& outcome)
{
    m_exported = outcome.output;
    m_result->show(MessageBar::Kind::Success, outcomeWords(outcome));
    onOptionsChanged();
}

void ExportPage::showProgress(ExportStage stage, int done, int total)
{
    m_words->setText(stageWords(stage));
    m_bar->setRange(0, total);
    m_bar->setValue(done);
}

void ExportPage::updateAction()
{
    const bool isRunning = m_session.exporting().isRunning();
    m_export->setEnabled(!isRunning && !m_session.isTraining());
    m_export->setToolTip(m_session.isTraining() ? tr("A training is running.") : QString());
    m_cancel->setVisible(isRunning);
    m_words->setVisible(isRunning);
    m_bar->setVisible(isRunning);
    m_show->setVisible(!isRunning && !m_exported.empty());
    m_result->setVisible(!isRunning && !m_exported.empty());
}

} // namespace cultivar
