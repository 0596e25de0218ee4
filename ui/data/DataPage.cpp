// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/DataPage.h"

#include "core/base/Paths.h"
#include "ui/Theme.h"
#include "ui/data/ClassCardDelegate.h"
#include "ui/data/ClassListModel.h"
#include "ui/data/DatasetWords.h"
#include "ui/data/SkippedList.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/DropArea.h"
#include "ui/widgets/ImageConversion.h"
#include "ui/widgets/Labels.h"

#include <QListView>
#include <QProgressBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace cultivar {

DataPage::DataPage(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_classes(new ClassListModel(this)),
      m_stack(new QStackedWidget(this))
{
    m_progressText = makeLabel({}, "dim", this);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_stack->addWidget(makeEmptyState());
    m_stack->addWidget(makeOverview());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kPage, metrics::kLarge, metrics::kPage, metrics::kLarge);
    layout->setSpacing(metrics::kSmall);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_progressText);
    layout->addWidget(m_progress);
    m_progressText->hide();
    m_progress->hide();

    connect(&session, &Session::activityChanged, this, &DataPage::onActivityChanged);
    connect(&session, &Session::datasetChanged, this, &DataPage::onDatasetChanged);
    connect(&session, &Session::scanProgress, this, &DataPage::onScanProgress);
    connect(&session.previews(), &Previews::thumbnailReady, this,
            [this](int label, int, const Image& thumbnail) {
                m_classes->addThumbnail(label, toQImage(thumbnail));
            });
    if (session.dataset())
        onDatasetChanged();
}

QWidget* DataPage::makeEmptyState()
{
    auto* area =
        new DropArea(Icon::Folder, tr("Drop a folder of images here"),
                     tr("One folder per class inside it: “oak”, “maple”, … Nothing leaves this computer."),
                     DropArea::Size::Large, this);
    area->setObjectName(QStringLiteral("dataDropArea"));
    auto* choose = makeButton(tr("Choose a folder…"), "primary", "chooseFolderButton", area);
    auto* sample = makeButton(tr("Try the sample"), "plain", "trySampleButton", area);
    area->addButton(choose);
    area->addButton(sample);
    connect(area, &DropArea::dropped, this, &DataPage::dropped);
    connect(choose, &QPushButton::clicked, this, &DataPage::openFolderRequested);
    connect(sample, &QPushButton::clicked, &m_session, &Session::openSample);
    return area;
}

QWidget* DataPage::makeOverview()
{
    auto* overview = new QWidget(this);
    m_title = makeLabel({}, "title", overview);
    m_title->setObjectName(QStringLiteral("datasetTitle"));
    m_summary = makeLabel({}, "dim", overview);
    m_summary->setObjectName(QStringLiteral("datasetSummary"));
    m_hint = makeWrappedLabel({}, "warning", overview);
    auto* change = makeButton(tr("Choose another folder…"), "plain", "changeFolderButton", overview);
    connect(change, &QPushButton::clicked, this, &DataPage::openFolderRequested);

    auto* view = new QListView(overview);
    view->setObjectName(QStringLiteral("classList"));
    view->setModel(m_classes);
    view->setItemDelegate(new ClassCardDelegate(view));
    view->setSelectionMode(QAbstractItemView::NoSelection);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setUniformItemSizes(true);
    m_skipped = new SkippedList(overview);
    m_continue = makeButton(tr("Continue to Train"), "primary", "continueButton", overview);
    connect(m_continue, &QPushButton::clicked, this, &DataPage::continueRequested);

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_summary);
    auto* header = new QHBoxLayout;
    header->addLayout(words, 1);
    header->addWidget(change, 0, Qt::AlignTop);
    auto* footer = new QHBoxLayout;
    footer->addWidget(m_skipped, 1);
    footer->addStretch();
    footer->addWidget(m_continue, 0, Qt::AlignBottom);
    auto* layout = new QVBoxLayout(overview);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kMedium);
    layout->addLayout(header);
    layout->addWidget(m_hint);
    layout->addWidget(view, 1);
    layout->addLayout(footer);
    return overview;
}

void DataPage::onActivityChanged(Session::Activity activity)
{
    const bool isScanning = activity == Session::Activity::Scanning;
    m_progress->setVisible(isScanning);
    m_progressText->setVisible(isScanning);
    m_progressText->setText(tr("Looking through the folder…"));
    m_stack->setEnabled(!isScanning || m_session.dataset());
}

void DataPage::onScanProgress(int files)
{
    m_progressText->setText(tr("Looking through the folder: %n file(s) so far", nullptr, files));
}

void DataPage::onDatasetChanged()
{
    const Dataset& dataset = *m_session.dataset();
    m_classes->setDataset(dataset);
    m_title->setText(m_session.isSample() ? tr("Sample: leaves of five species")
                                          : displayPath(dataset.root.filename()));
    m_title->setToolTip(displayPath(dataset.root).toHtmlEscaped());
    m_summary->setText(tr("%1. %2").arg(datasetSummary(dataset), splitWords(dataset)));
    const QString hint = balanceHint(dataset);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_skipped->setFiles(dataset.skipped);
    m_continue->setEnabled(dataset.classes.size() > 1);
    m_progressText->setText(tr("Preparing the pictures…"));
    m_stack->setCurrentIndex(1);
    m_stack->setEnabled(true);
}

} // namespace cultivar
