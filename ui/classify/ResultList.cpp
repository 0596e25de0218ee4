// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/ResultList.h"

#include "ui/Theme.h"
#include "ui/classify/PictureCache.h"
#include "ui/classify/ResultDelegate.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>
#include <QListView>
#include <QLocale>
#include <QProgressBar>
#include <QStackedWidget>

#include <cmath>

namespace cultivar {

namespace {

constexpr int kWidth = 320;

QString timeLeft(const Classifying::Progress& progress)
{
    if (progress.picturesPerSecond <= 0.0)
        return {};
    const double seconds = (progress.total - progress.done) / progress.picturesPerSecond;
    return seconds < 90 ? ResultList::tr("%1 s left").arg(std::ceil(seconds))
                        : ResultList::tr("%1 min left").arg(std::ceil(seconds / 60));
}

} // namespace

ResultList::ResultList(ResultFilter& filter, PictureCache& pictures, QWidget* parent)
    : QWidget(parent), m_filter(filter)
{
    setFixedWidth(kWidth);
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("resultList"));
    m_list->setModel(&filter);
    m_list->setItemDelegate(new ResultDelegate(pictures, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(&pictures, &PictureCache::pictureCame, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ResultList::chosenChanged);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_list);
    m_stack->addWidget(makeNothing());
    m_bar = new QProgressBar(this);
    m_bar->setObjectName(QStringLiteral("classifyProgress"));
    m_bar->setTextVisible(false);
    m_status = makeLabel({}, "small", this);
    m_status->setObjectName(QStringLiteral("classifyStatus"));
    m_stop = makeButton(tr("Stop"), "link", "stopClassifyingButton", this);
    m_export = makeButton(tr("Export CSV…"), "link", "exportResultsButton", this);
    m_export->setToolTip(tr("The results that are shown, as a table"));
    m_clear = makeButton(tr("Clear"), "link", "clearResultsButton", this);
    connect(m_stop, &QPushButton::clicked, this, &ResultList::stopRequested);
    connect(m_export, &QPushButton::clicked, this, &ResultList::exportRequested);
    connect(m_clear, &QPushButton::clicked, this, &ResultList::clearRequested);

    m_actions = new QHBoxLayout;
    m_actions->setSpacing(metrics::kSmall);
    m_actions->addWidget(m_export);
    m_actions->addStretch();
    m_actions->addWidget(m_stop);
    m_actions->addWidget(m_clear);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kTight);
    layout->addWidget(m_stack, 1);
    layout->addSpacing(metrics::kTight);
    layout->addWidget(m_bar);
    layout->addWidget(m_status);
    layout->addLayout(m_actions);
    showCounts();
}

QWidget* ResultList::makeNothing()
{
    auto* place = new QWidget(this);
    auto* words = makeWrappedLabel(tr("None of the pictures is like that."), "dim", place);
    words->setObjectName(QStringLiteral("nothingMatches"));
    words->setAlignment(Qt::AlignHCenter);
    auto* all = makeButton(tr("Show all"), "plain", "showAllResultsButton", place);
    connect(all, &QPushButton::clicked, this, &ResultList::showAllRequested);
    auto* layout = new QVBoxLayout(place);
    layout->setSpacing(metrics::kMedium);
    layout->addStretch();
    layout->addWidget(words);
    layout->addWidget(all, 0, Qt::AlignHCenter);
    layout->addStretch();
    return place;
}

void ResultList::addAction(QWidget* button)
{
    constexpr int kBeforeStretch = 1;
    m_actions->insertWidget(kBeforeStretch, button);
}

const ResultModel::Row* ResultList::chosen() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? &ResultModel::rowOf(index) : nullptr;
}

void ResultList::choose(int shownRow)
{
    m_list->setCurrentIndex(m_filter.index(shownRow, 0));
}

void ResultList::setRunning(bool isRunning)
{
    const int all = m_filter.sourceModel()->rowCount();
    m_bar->setVisible(isRunning);
    m_stop->setVisible(isRunning);
    m_clear->setVisible(!isRunning && all > 0);
    m_export->setVisible(!isRunning && all > 0);
    m_export->setEnabled(m_filter.rowCount() > 0);
    m_stack->setCurrentIndex(all > 0 && m_filter.rowCount() == 0 ? 1 : 0);
}

void ResultList::showProgress(const Classifying::Progress& progress)
{
    setRunning(true);
    m_bar->setRange(0, progress.total); // both 0: somewhere under way
    m_bar->setValue(progress.done);
    if (progress.total == 0)
        m_status->setText(tr("Looking for pictures…"));
    else if (progress.done == 0)
        m_status->setText(tr("%Ln picture(s)", nullptr, progress.total));
    else
        m_status->setText(tr("%L1 of %L2 · %L3 a second · %4")
                              .arg(progress.done)
                              .arg(progress.total)
                              .arg(std::round(progress.picturesPerSecond))
                              .arg(timeLeft(progress)));
}

void ResultList::showCounts()
{
    setRunning(false);
    const int all = m_filter.sourceModel()->rowCount();
    const int shown = m_filter.rowCount();
    m_status->setText(all == 0       ? QString()
                      : shown == all ? tr("%Ln picture(s)", nullptr, all)
                                     : tr("%L1 of %Ln picture(s)", nullptr, all).arg(shown));
}

} // namespace cultivar
