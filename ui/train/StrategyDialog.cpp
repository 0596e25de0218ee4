// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/StrategyDialog.h"

#include "core/base/Paths.h"
#include "core/weights/BackboneCatalog.h"
#include "ui/ErrorText.h"
#include "ui/Theme.h"
#include "ui/charts/StrategyChart.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/CheckBox.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/ProgressRow.h"

#include <QHeaderView>
#include <QLocale>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace cultivar {

namespace {

constexpr int kStepsPerRun = 100;

QString percentOf(double share, int digits)
{
    return QLocale().toString(share * 100, 'f', digits);
}

/// The best result on all training images; null when there is none.
const StrategyResult* bestOf(const std::vector<StrategyResult>& results)
{
    const StrategyResult* best = nullptr;
    for (const StrategyResult& result : results) {
        if (result.share == 1.0 && !result.error && (!best || result.accuracy > best->accuracy))
            best = &result;
    }
    return best;
}

/// Whether another strategy might be as good, for all that the judged images can tell.
bool isClose(const StrategyResult& best, const std::vector<StrategyResult>& results)
{
    return std::any_of(results.begin(), results.end(), [&](const StrategyResult& other) {
        return other.share == 1.0 && !other.error && other.strategy != best.strategy &&
               other.interval.high >= best.accuracy;
    });
}

QList<QStandardItem*> rowOf(const StrategyResult& result)
{
    QStringList cells{strategyWords(result.strategy),
                      StrategyDialog::tr("%1 %").arg(percentOf(result.share, 0))};
    if (result.error)
        cells << QStringLiteral("–") << StrategyDialog::tr("failed") << QStringLiteral("–")
              << QStringLiteral("–");
    else
        cells << QLocale().toString(result.trainImages)
              << StrategyDialog::tr("%1 %").arg(percentOf(result.accuracy, 1))
              << StrategyDialog::tr("%1–%2 %").arg(percentOf(result.interval.low, 1),
                                                   percentOf(result.interval.high, 1))
              << StrategyDialog::tr("%1 s").arg(QLocale().toString(result.seconds, 'f', 1));
    QList<QStandardItem*> row;
    for (const QString& cell : cells) {
        auto* item = new QStandardItem(cell);
        item->setTextAlignment(Qt::AlignVCenter | (row.isEmpty() ? Qt::AlignLeft : Qt::AlignRight));
        item->setToolTip(result.error ? errorText(*result.error).toHtmlEscaped() : QString());
        row << item;
    }
    return row;
}

} // namespace

StrategyDialog::StrategyDialog(Session& session, Settings& settings, Dialogs& dialogs,
                               const TrainingConfig& config, QWidget* parent)
    : QDialog(parent), m_session(session), m_comparing(session.strategyComparing()), m_settings(settings),
      m_dialogs(dialogs), m_config(config), m_chart(new StrategyChart(this))
{
    setObjectName(QStringLiteral("strategyDialog"));
    setWindowTitle(tr("Compare strategies"));
    resize(820, 720);
    m_chart->setObjectName(QStringLiteral("strategyChart"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kLarge, metrics::kLarge, metrics::kLarge, metrics::kLarge);
    layout->setSpacing(metrics::kMedium);
    layout->addWidget(makeLabel(tr("Compare strategies"), "headline", this));
    layout->addWidget(makeWrappedLabel(tr("Trains from scratch, with the backbone frozen, and fine-tuned, on "
                                          "growing shares of your images. All are "
                                          "judged on the same ones; the bars hold the true accuracy in 95 of "
                                          "100 cases. A curve that still rises says "
                                          "that more images would help."),
                                       "dim", this));
    layout->addWidget(m_chart, 3);
    layout->addWidget(makeTable(), 4);
    m_progress = new ProgressRow(tr("Cancel"), "strategyWords", "cancelStrategiesButton", this);
    connect(m_progress, &ProgressRow::stopRequested, &m_comparing, &StrategyComparing::cancel);
    layout->addWidget(m_progress);
    layout->addLayout(makeButtons());
    connect(&m_session, &Session::activityChanged, this, &StrategyDialog::showState);
    connect(&m_session, &Session::datasetChanged, this, &StrategyDialog::showResults);
    connect(&m_comparing, &StrategyComparing::progressed, this, &StrategyDialog::showProgress);
    connect(&m_comparing, &StrategyComparing::compared, this, &StrategyDialog::showResults);
    connect(&m_comparing, &StrategyComparing::finished, this, &StrategyDialog::showState);
    showResults();
}

QWidget* StrategyDialog::makeTable()
{
    m_table = new QStandardItemModel(this);
    auto* table = new QTableView(this);
    table->setObjectName(QStringLiteral("strategyTable"));
    table->setModel(m_table);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setShowGrid(false);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->horizontalHeader()->setHighlightSections(false);
    return table;
}

QLayout* StrategyDialog::makeButtons()
{
    m_scratch = new CheckBox(tr("From &scratch too, which takes longest"), this);
    m_scratch->setObjectName(QStringLiteral("scratchCheck"));
    m_scratch->setChecked(true);
    m_export = makeButton(tr("Export CSV…"), "plain", "exportStrategiesButton", this);
    auto* close = makeButton(tr("Close"), "plain", "closeStrategiesButton", this);
    m_compare = makeButton(tr("Compare"), "primary", "compareButton", this);
    m_compare->setDefault(true);
    connect(m_export, &QPushButton::clicked, this, &StrategyDialog::exportCsv);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_compare, &QPushButton::clicked, this, &StrategyDialog::compare);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSmall);
    row->addWidget(m_scratch);
    row->addStretch();
    row->addWidget(m_export);
    row->addWidget(close);
    row->addWidget(m_compare);
    return row;
}

void StrategyDialog::compare()
{
    StrategyComparison::Settings settings;
    settings.config = m_config;
    if (!m_scratch->isChecked())
        std::erase(settings.strategies, ComparedStrategy::FromScratch);
    m_comparing.compare(settings);
    showResults();
}

void StrategyDialog::exportCsv()
{
    auto file = m_dialogs.saveFile(this, {tr("Export the comparison"), tr("Tables (*.csv)"),
                                          m_settings.dialogFolder / "strategies.csv"});
    if (!file)
        return;
    if (!file->has_extension())
        *file += ".csv";
    m_settings.dialogFolder = file->parent_path();
    m_session.save(*file, [file = *file, results = m_comparing.results()] {
        return StrategyComparison::writeCsv(file, results);
    });
}

void StrategyDialog::showProgress(const StrategyProgress& progress)
{
    const QString run =
        tr("%1, %2 % of the images").arg(strategyWords(progress.strategy), percentOf(progress.share, 0));
    m_progress->setWords(progress.epoch > 0 ? tr("%1: epoch %2").arg(run).arg(progress.epoch)
                                            : tr("%1: reading the images").arg(run));
    m_progress->setProgress(progress.done * kStepsPerRun + static_cast<int>(progress.runDone * kStepsPerRun),
                            progress.total * kStepsPerRun);
}

void StrategyDialog::showResults()
{
    auto results = m_comparing.results();
    m_chart->show(results);
    std::stable_sort(results.begin(), results.end(), [](const StrategyResult& a, const StrategyResult& b) {
        return std::pair(a.strategy, a.share) < std::pair(b.strategy, b.share);
    });
    m_table->clear();
    m_table->setHorizontalHeaderLabels({tr("Strategy"), tr("Share"), tr("Training images"), tr("Accuracy"),
                                        tr("95 % interval"), tr("Time")});
    for (int column = 1; column < m_table->columnCount(); ++column)
        m_table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignVCenter | Qt::AlignRight);
    m_table->horizontalHeaderItem(0)->setTextAlignment(Qt::AlignVCenter | Qt::AlignLeft);
    for (const StrategyResult& result : results)
        m_table->appendRow(rowOf(result));
    showState();
}

/// What there is to say while nothing runs.
QString StrategyDialog::words() const
{
    const auto& dataset = m_session.dataset();
    if (!dataset || dataset->classes.size() < 2)
        return tr("Open a folder of images first.");
    const auto info = BackboneCatalog::find(m_config.backbone);
    if (m_config.weights.empty())
        return tr("%1 has no pretrained weights here, so there is nothing to transfer. Choose another "
                  "backbone, or "
                  "download its weights.")
            .arg(info->displayName);
    const StrategyResult* best = bestOf(m_comparing.results());
    if (!best)
        return tr("With %1 and the settings of the Train page.").arg(info->displayName);
    const QString words = tr("Best on all images: %1, %2 % right.")
                              .arg(strategyWords(best->strategy), percentOf(best->accuracy, 1));
    return isClose(*best, m_comparing.results())
               ? tr("%1 The next best is so close that this may be chance.").arg(words)
               : words;
}

void StrategyDialog::showState()
{
    const bool isRunning = m_comparing.isRunning();
    const auto& dataset = m_session.dataset();
    m_compare->setEnabled(m_session.activity() == Session::Activity::Idle && dataset &&
                          dataset->classes.size() > 1 && !m_config.weights.empty());
    m_scratch->setEnabled(!isRunning);
    m_export->setEnabled(!isRunning && !m_comparing.results().empty());
    m_progress->setRunning(isRunning);
    if (!isRunning)
        m_progress->setWords(words());
}

} // namespace cultivar
