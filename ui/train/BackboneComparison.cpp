// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/train/BackboneComparison.h"

#include "core/weights/BackboneCatalog.h"
#include "ui/Theme.h"
#include "ui/charts/SpeedChart.h"
#include "ui/train/BackboneTable.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/ProgressRow.h"

#include <QHeaderView>
#include <QLocale>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace cultivar {

namespace {

/// Cheapest first, so that the first answers come soon.
QStringList byWork(QStringList names)
{
    const auto work = [](const QString& name) { return BackboneCatalog::find(name)->gflops; };
    std::stable_sort(names.begin(), names.end(),
                     [&](const QString& a, const QString& b) { return work(a) < work(b); });
    return names;
}

} // namespace

BackboneComparison::BackboneComparison(Session& session, BackboneRace::Weights chosen, QWidget* parent)
    : QDialog(parent), m_session(session), m_comparing(session.backboneComparing()),
      m_weights(std::move(chosen)), m_model(new BackboneTable(this)), m_chart(new SpeedChart(this))
{
    setObjectName(QStringLiteral("backboneComparison"));
    setWindowTitle(tr("Which backbone?"));
    resize(880, 720);
    m_model->setTimings(TimingStore::all());
    m_model->setRace(m_comparing.raceResults());
    m_chart->setObjectName(QStringLiteral("speedChart"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kLarge, metrics::kLarge, metrics::kLarge, metrics::kLarge);
    layout->setSpacing(metrics::kMedium);
    layout->addWidget(makeLabel(tr("Which backbone?"), "headline", this));
    layout->addWidget(makeWrappedLabel(
        tr("Higher is more accurate, further left is faster. The accuracy on ImageNet is published; a try on "
           "your own images tells more."),
        "dim", this));
    layout->addWidget(m_chart, 3);
    layout->addWidget(makeTable(), 4);
    m_progress = new ProgressRow(tr("Cancel"), "comparisonWords", "cancelComparingButton", this);
    connect(m_progress, &ProgressRow::stopRequested, &m_comparing, &BackboneComparing::cancel);
    layout->addWidget(m_progress);
    layout->addLayout(makeButtons());
    connectSession();
    showChart();
    showState();
}

QWidget* BackboneComparison::makeTable()
{
    m_sorted = new QSortFilterProxyModel(this);
    m_sorted->setSourceModel(m_model);
    m_sorted->setSortRole(Qt::UserRole);
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("backboneTable"));
    m_table->setModel(m_sorted);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->horizontalHeader()->setDefaultSectionSize(120);
    m_table->horizontalHeader()->setSectionResizeMode(BackboneTable::Name, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(BackboneTable::ImageNet, Qt::DescendingOrder);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &BackboneComparison::onCurrentChanged);
    connect(m_table, &QTableView::doubleClicked, this, [this] { m_use->click(); });
    connect(m_chart, &SpeedChart::clicked, this, [this](const QString& displayName) {
        for (const BackboneInfo& info : BackboneCatalog::all()) {
            if (info.displayName == displayName)
                setCurrent(info.name);
        }
    });
    return m_table;
}

QLayout* BackboneComparison::makeButtons()
{
    m_measure = makeButton(tr("Measure on this computer"), "plain", "measureButton", this);
    m_race = makeButton(tr("Try on my images"), "plain", "raceButton", this);
    auto* close = makeButton(tr("Close"), "plain", "closeComparisonButton", this);
    m_use = makeButton({}, "primary", "useBackboneButton", this);
    m_use->setDefault(true);
    connect(m_measure, &QPushButton::clicked, this, &BackboneComparison::measure);
    connect(m_race, &QPushButton::clicked, this, &BackboneComparison::race);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_use, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(current());
        accept();
    });
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSmall);
    row->addWidget(m_measure);
    row->addWidget(m_race);
    row->addStretch();
    row->addWidget(close);
    row->addWidget(m_use);
    return row;
}

void BackboneComparison::connectSession()
{
    connect(&m_session, &Session::activityChanged, this, &BackboneComparison::showState);
    connect(&m_session, &Session::datasetChanged, this, [this] {
        m_model->setRace({});
        showState();
    });
    connect(&m_comparing, &BackboneComparing::progress, this, &BackboneComparison::showProgress);
    connect(&m_comparing, &BackboneComparing::measured, this,
            [this](const QString& backbone, const BackboneTiming& timing) {
                auto timings = m_model->timings();
                timings[backbone] = timing;
                m_model->setTimings(std::move(timings));
                showChart();
            });
    connect(&m_comparing, &BackboneComparing::raced, this, [this] {
        m_model->setRace(m_comparing.raceResults());
        m_table->sortByColumn(BackboneTable::YourAccuracy, Qt::DescendingOrder);
    });
    connect(&m_comparing, &BackboneComparing::finished, this, [this] {
        if (const RaceResult* suggestion = BackboneRace::suggestion(m_comparing.raceResults());
            suggestion && m_isRacing)
            setCurrent(suggestion->backbone);
        m_isRacing = false;
        showState();
    });
}

QString BackboneComparison::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() ? m_model->nameAt(m_sorted->mapToSource(index).row()) : QString();
}

void BackboneComparison::setCurrent(const QString& backbone)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->nameAt(row) != backbone)
            continue;
        const QModelIndex index = m_sorted->mapFromSource(m_model->index(row, 0));
        m_table->setCurrentIndex(index);
        m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
    }
}

void BackboneComparison::onCurrentChanged()
{
    const auto info = BackboneCatalog::find(current());
    m_use->setEnabled(info.has_value());
    m_use->setText(info ? tr("Use %1").arg(info->displayName) : tr("Use"));
    m_chart->setCurrent(info ? info->displayName : QString());
}

void BackboneComparison::measure()
{
    QStringList unknown;
    for (const QString& name : BackboneCatalog::names()) {
        if (!m_model->timings().contains(name))
            unknown << name;
    }
    m_comparing.measure(byWork(unknown.isEmpty() ? BackboneCatalog::names() : unknown));
}

void BackboneComparison::race()
{
    m_isRacing = true;
    BackboneRace::Settings settings;
    settings.candidates = BackboneRace::candidates(m_weights);
    settings.weights = m_weights;
    m_comparing.race(std::move(settings));
}

void BackboneComparison::showProgress(const QString& backbone, int done, int total)
{
    const auto info = BackboneCatalog::find(backbone);
    const QString name = info ? info->displayName : backbone;
    m_progress->setWords(m_isRacing ? tr("Trying %1: image %2 of %3").arg(name).arg(done).arg(total)
                                    : tr("Measuring %1: %2 of %3").arg(name).arg(done + 1).arg(total));
    m_progress->setProgress(done, total);
}

/// What there is to say while nothing runs.
QString BackboneComparison::words() const
{
    if (const RaceResult* suggestion = BackboneRace::suggestion(m_comparing.raceResults())) {
        const auto info = BackboneCatalog::find(suggestion->backbone);
        return tr("Suggested: %1, the fastest of the best, with %2 % of a sample of your images right.")
            .arg(info->displayName, QLocale().toString(suggestion->accuracy * 100, 'f', 1));
    }
    if (!m_session.dataset())
        return tr("Open a folder of images to try the backbones on it.");
    if (BackboneRace::candidates(m_weights).isEmpty())
        return tr("Download the weights of a backbone or two to try them on your images.");
    return {};
}

void BackboneComparison::showState()
{
    const bool isComparing = m_session.activity() == Session::Activity::Comparing;
    const bool isIdle = m_session.activity() == Session::Activity::Idle;
    m_measure->setEnabled(isIdle);
    m_race->setEnabled(isIdle && m_session.dataset() && m_session.dataset()->classes.size() > 1 &&
                       !BackboneRace::candidates(m_weights).isEmpty());
    m_progress->setRunning(isComparing);
    if (!isComparing)
        m_progress->setWords(words());
}

void BackboneComparison::showChart()
{
    const auto& timings = m_model->timings();
    std::vector<SpeedChart::Point> points;
    for (const BackboneInfo& info : BackboneCatalog::all()) {
        const auto timing = timings.find(info.name);
        if (info.top1 <= 0.0 || (!timings.empty() && timing == timings.end()))
            continue;
        points.push_back({info.displayName,
                          timings.empty() ? info.gflops : timing->second.millisecondsPerImage, info.top1});
    }
    m_chart->show(std::move(points), timings.empty() ? tr("Work per image, GFLOPs")
                                                     : tr("Milliseconds per image on this computer"));
}

} // namespace cultivar
