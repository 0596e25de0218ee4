// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/ClassifyPage.h"

#include "core/base/Paths.h"
#include "core/data/Camera.h"
#include "ui/Theme.h"
#include "ui/classify/CameraPanel.h"
#include "ui/classify/FilterBar.h"
#include "ui/classify/ModelWords.h"
#include "ui/classify/PictureCache.h"
#include "ui/classify/ResultCsv.h"
#include "ui/classify/ResultDetail.h"
#include "ui/classify/ResultList.h"
#include "ui/classify/SortDialog.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/DropArea.h"
#include "ui/widgets/ImageConversion.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>
#include <QStackedWidget>

namespace cultivar {

ClassifyPage::ClassifyPage(Session& session, Settings& settings, Dialogs& dialogs, QWidget* parent)
    : QWidget(parent), m_session(session), m_settings(settings), m_dialogs(dialogs),
      m_results(new ResultModel(this)), m_filter(new ResultFilter(*m_results, this)),
      m_pictures(new PictureCache(session.thumbnails(), this)), m_stack(new QStackedWidget(this))
{
    constexpr int kRefreshMs = 1000;
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(kRefreshMs);
    m_stack->addWidget(makeEmptyState());
    m_stack->addWidget(makeWorkplace());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kPage, metrics::kLarge, metrics::kPage, metrics::kLarge);
    layout->addWidget(m_stack);
    connectSession();
    connectResults();
    onModelChanged();
}

QWidget* ClassifyPage::makeEmptyState()
{
    auto* area =
        new DropArea(Icon::Leaf, tr("No model yet"), tr("Train one, or open a .cultivar file: drop it here."),
                     DropArea::Size::Large, this);
    area->setObjectName(QStringLiteral("modelDropArea"));
    auto* train = makeButton(tr("Train one"), "primary", "trainFirstButton", area);
    auto* open = makeButton(tr("Open a model…"), "plain", "openModelButton", area);
    area->addButton(train);
    area->addButton(open);
    connect(area, &DropArea::dropped, this, &ClassifyPage::dropped);
    connect(train, &QPushButton::clicked, this, &ClassifyPage::trainRequested);
    connect(open, &QPushButton::clicked, this, &ClassifyPage::openModelRequested);
    return area;
}

QWidget* ClassifyPage::makeHeader(QWidget* parent)
{
    auto* header = new QWidget(parent);
    m_title = makeLabel({}, "title", header);
    m_title->setObjectName(QStringLiteral("modelTitle"));
    m_facts = makeWrappedLabel({}, "dim", header);
    m_facts->setObjectName(QStringLiteral("modelFacts"));
    auto* open = makeButton(tr("Open model…"), "plain", "openOtherModelButton", header);
    auto* save = makeButton(tr("Save model…"), "primary", "saveModelButton", header);
    connect(open, &QPushButton::clicked, this, &ClassifyPage::openModelRequested);
    connect(save, &QPushButton::clicked, this, &ClassifyPage::saveModelRequested);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_facts);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSmall);
    layout->addLayout(words, 1);
    layout->addWidget(open, 0, Qt::AlignTop);
    layout->addWidget(save, 0, Qt::AlignTop);
    return header;
}

QWidget* ClassifyPage::makeDropArea(QWidget* parent)
{
    auto* area = new DropArea(Icon::Picture, tr("Drop pictures or folders here"),
                              tr("Also a picture from the browser, or paste one with Ctrl+V"),
                              DropArea::Size::Compact, parent);
    area->setObjectName(QStringLiteral("classifyDropArea"));
    m_camera = makeButton(tr("Camera"), "plain", "cameraButton", area);
    auto* choose = makeButton(tr("Choose pictures…"), "plain", "choosePicturesButton", area);
    area->addButton(m_camera);
    area->addButton(choose);
    connect(area, &DropArea::dropped, this, &ClassifyPage::dropped);
    connect(choose, &QPushButton::clicked, this, &ClassifyPage::choosePicturesRequested);
    connect(m_camera, &QPushButton::clicked, &m_session.liveCamera(), &LiveCamera::start);
    return area;
}

QWidget* ClassifyPage::makeWorkplace()
{
    auto* place = new QWidget(this);
    m_filterBar = new FilterBar(*m_results, *m_filter, place);
    m_list = new ResultList(*m_filter, *m_pictures, place);
    m_sort = makeButton(tr("Sort into folders…"), "link", "sortResultsButton", m_list);
    m_list->addAction(m_sort);
    connect(m_sort, &QPushButton::clicked, this, &ClassifyPage::sortResults);
    m_detail = new ResultDetail(m_session, *m_pictures, place);
    m_side = new QStackedWidget(place);
    m_side->addWidget(m_detail);
    m_side->addWidget(new CameraPanel(m_session.liveCamera(), m_session.model(), m_side));
    auto* results = new QHBoxLayout;
    results->setSpacing(metrics::kLarge);
    results->addWidget(m_list);
    results->addWidget(m_side, 1);
    auto* layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kMedium);
    layout->addWidget(makeHeader(place));
    layout->addWidget(makeDropArea(place));
    layout->addWidget(m_filterBar);
    layout->addLayout(results, 1);
    return place;
}

void ClassifyPage::connectSession()
{
    connect(&m_session, &Session::modelChanged, this, &ClassifyPage::onModelChanged);
    const Classifying& classifying = m_session.classifying();
    connect(&classifying, &Classifying::started, this, [this] {
        m_awaitsFirst = true;
        showState();
    });
    connect(&classifying, &Classifying::progressChanged, this, &ClassifyPage::showState);
    connect(&classifying, &Classifying::classified, this, &ClassifyPage::onClassified);
    connect(&classifying, &Classifying::finished, this, &ClassifyPage::onFinished);
    connect(&m_session.liveCamera(), &LiveCamera::runningChanged, this, &ClassifyPage::showCamera);
}

void ClassifyPage::connectResults()
{
    connect(m_list, &ResultList::chosenChanged, this, &ClassifyPage::showChosen);
    connect(m_list, &ResultList::stopRequested, &m_session.classifying(), &Classifying::cancel);
    connect(m_list, &ResultList::exportRequested, this, &ClassifyPage::exportResults);
    connect(m_list, &ResultList::clearRequested, this, &ClassifyPage::clearResults);
    connect(m_list, &ResultList::showAllRequested, m_filterBar, &FilterBar::clear);
    connect(m_filterBar, &FilterBar::changed, this, [this] {
        showState();
        if (!m_list->chosen())
            m_detail->clear();
    });
    connect(&m_refresh, &QTimer::timeout, m_filterBar, &FilterBar::refresh);
}

void ClassifyPage::showEvent(QShowEvent* event)
{
    m_camera->setVisible(Camera::isThere()); // one may have been plugged in
    QWidget::showEvent(event);
}

void ClassifyPage::hideEvent(QHideEvent* event)
{
    m_session.liveCamera().stop(); // nobody is looking
    QWidget::hideEvent(event);
}

void ClassifyPage::onModelChanged()
{
    clearResults();
    m_stack->setCurrentIndex(m_session.model() ? 1 : 0);
    if (!m_session.model())
        return;
    m_title->setText(displayPath(m_session.modelPath().stem()));
    m_facts->setText(modelFacts(*m_session.model()));
    m_facts->setToolTip(m_session.model()->classes.join(QStringLiteral(", ")).left(2000).toHtmlEscaped());
}

void ClassifyPage::clearResults()
{
    m_results->reset(m_session.model() ? m_session.model()->classes : QStringList());
    m_detail->clear();
    m_filterBar->refresh();
    m_filterBar->clear();
}

void ClassifyPage::onClassified(const std::vector<ClassifiedPicture>& pictures)
{
    const int before = m_results->rowCount();
    m_results->add(pictures);
    const QModelIndex first = m_filter->mapFromSource(m_results->index(before));
    if (std::exchange(m_awaitsFirst, false) && first.isValid())
        m_list->choose(first.row());
    if (before == 0)
        m_filterBar->refresh();
    else if (!m_refresh.isActive())
        m_refresh.start();
}

void ClassifyPage::onFinished()
{
    m_refresh.stop();
    m_filterBar->refresh();
}

void ClassifyPage::showState()
{
    const bool isRunning = m_session.classifying().isRunning();
    m_filterBar->setVisible(m_results->rowCount() > 0);
    m_list->setVisible(isRunning ||
                       m_results->rowCount() > 0); // with a camera alone it would be an empty column
    m_sort->setVisible(!isRunning && m_results->rowCount() > 0);
    m_sort->setEnabled(m_filter->rowCount() > 0);
    if (isRunning)
        m_list->showProgress(m_session.classifying().progress());
    else
        m_list->showCounts();
}

void ClassifyPage::showChosen()
{
    if (const ResultModel::Row* row = m_list->chosen())
        m_detail->show(*row);
}

void ClassifyPage::showCamera(bool isRunning)
{
    m_side->setCurrentIndex(isRunning ? 1 : 0);
    m_camera->setEnabled(!isRunning);
}

void ClassifyPage::exportResults()
{
    auto file = m_dialogs.saveFile(
        this, {tr("Export the results"), tr("Tables (*.csv)"), m_settings.dialogFolder / "results.csv"});
    if (!file)
        return;
    if (!file->has_extension())
        *file += ".csv";
    m_settings.dialogFolder = file->parent_path();
    m_session.save(*file, [file = *file, rows = m_filter->shownRows()] { return writeResults(file, rows); });
}

void ClassifyPage::sortResults()
{
    SortDialog::Pictures pictures{{}, m_results->classes()};
    for (const ResultModel::Row& row : m_filter->shownRows()) {
        if (!row.path.empty() && !row.top.empty())
            pictures.files.push_back(
                {row.path, row.top.front().index, row.top.front().probability, row.isUnlike});
    }
    (new SortDialog(m_session, m_settings, m_dialogs, std::move(pictures), this))->open();
}

void ClassifyPage::take(const DropContent& content)
{
    if (content.isRemote)
        Q_EMIT messageRaised(
            tr("That is only a web address, and Cultivar fetches no pictures. Save it first, or copy "
               "it in the browser and paste it here."));
    else if (content.isEmpty())
        Q_EMIT messageRaised(
            tr("There is no picture in that. Drop image files or folders, or paste a picture."));
    else if (!m_session.model())
        Q_EMIT messageRaised(tr("There is no model yet. Train one or open a .cultivar file first."));
    else if (m_session.isTraining())
        Q_EMIT messageRaised(tr("A training is running. Pictures can be classified when it has ended."));
    else if (content.paths.empty())
        m_session.classifying().classify(fromQImage(content.image));
    else
        m_session.classifying().classify(content.paths);
}

} // namespace cultivar
