// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/ClassifyPage.h"

#include "core/base/Paths.h"
#include "ui/Theme.h"
#include "ui/classify/ModelWords.h"
#include "ui/classify/ResultDelegate.h"
#include "ui/classify/ResultDetail.h"
#include "ui/classify/ResultModel.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/DropArea.h"
#include "ui/widgets/ImageConversion.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>
#include <QListView>
#include <QStackedWidget>

namespace cultivar {

ClassifyPage::ClassifyPage(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_results(new ResultModel(this)), m_stack(new QStackedWidget(this))
{
    m_stack->addWidget(makeEmptyState());
    m_stack->addWidget(makeWorkplace());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kPage, metrics::kLarge, metrics::kPage, metrics::kLarge);
    layout->addWidget(m_stack);
    connectSession();
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

QWidget* ClassifyPage::makeWorkplace()
{
    auto* place = new QWidget(this);
    auto* area = new DropArea(Icon::Picture, tr("Drop pictures or folders here"),
                              tr("Also a picture from the browser, or paste one with Ctrl+V"),
                              DropArea::Size::Compact, place);
    area->setObjectName(QStringLiteral("classifyDropArea"));
    auto* choose = makeButton(tr("Choose pictures…"), "plain", "choosePicturesButton", area);
    area->addButton(choose);
    connect(area, &DropArea::dropped, this, &ClassifyPage::dropped);
    connect(choose, &QPushButton::clicked, this, &ClassifyPage::choosePicturesRequested);

    m_list = new QListView(place);
    m_list->setObjectName(QStringLiteral("resultList"));
    m_list->setModel(m_results);
    m_list->setItemDelegate(new ResultDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setFixedWidth(320);
    m_status = makeLabel({}, "small", place);
    m_status->setObjectName(QStringLiteral("classifyStatus"));
    m_clear = makeButton(tr("Clear"), "link", "clearResultsButton", place);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        m_results->clear();
        m_detail->clear();
        showProgress();
    });
    m_detail = new ResultDetail(m_session, place);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ClassifyPage::showSelected);

    auto* statusRow = new QHBoxLayout;
    statusRow->addWidget(m_status, 1);
    statusRow->addWidget(m_clear);
    auto* left = new QVBoxLayout;
    left->setSpacing(metrics::kSmall);
    left->addWidget(m_list, 1);
    left->addLayout(statusRow);
    auto* results = new QHBoxLayout;
    results->setSpacing(metrics::kLarge);
    results->addLayout(left);
    results->addWidget(m_detail, 1);
    auto* layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kMedium);
    layout->addWidget(makeHeader(place));
    layout->addWidget(area);
    layout->addLayout(results, 1);
    return place;
}

void ClassifyPage::connectSession()
{
    connect(&m_session, &Session::modelChanged, this, &ClassifyPage::onModelChanged);
    connect(&m_session, &Session::classifyStarted, this, [this](int images) {
        m_expected = images;
        m_done = 0;
        showProgress();
    });
    connect(&m_session, &Session::classified, this,
            [this](const std::filesystem::path& path, const Prediction& prediction) {
                const bool isFirst = m_done == 0;
                m_results->add(path, prediction, m_session.model()->classes);
                ++m_done;
                if (isFirst)
                    m_list->setCurrentIndex(m_results->index(m_results->rowCount() - 1));
                showProgress();
            });
    connect(&m_session, &Session::classifySkipped, this,
            [this](const std::filesystem::path& path, const Error& reason) {
                m_results->addProblem(path, reason);
                showProgress();
            });
    connect(&m_session, &Session::classifyFinished, this, [this] {
        m_expected = 0;
        showProgress();
        if (!m_list->currentIndex().isValid() && m_results->rowCount() > 0)
            m_list->setCurrentIndex(m_results->index(0));
    });
}

void ClassifyPage::onModelChanged()
{
    m_results->clear();
    m_detail->clear();
    m_stack->setCurrentIndex(m_session.model() ? 1 : 0);
    showProgress();
    if (!m_session.model())
        return;
    m_title->setText(displayPath(m_session.modelPath().stem()));
    m_facts->setText(modelFacts(*m_session.model()));
    m_facts->setToolTip(m_session.model()->classes.join(QStringLiteral(", ")).left(2000).toHtmlEscaped());
}

void ClassifyPage::showProgress()
{
    m_clear->setVisible(m_results->rowCount() > 0);
    if (m_expected > m_done)
        m_status->setText(tr("%1 of %n picture(s)", nullptr, m_expected).arg(m_done));
    else
        m_status->setText(m_results->rowCount() == 0 ? QString()
                                                     : tr("%n picture(s)", nullptr, m_results->rowCount()));
}

void ClassifyPage::showSelected()
{
    const QModelIndex index = m_list->currentIndex();
    if (index.isValid())
        m_detail->show(m_results->row(index.row()), m_results->nameOf(index.row()));
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
        m_session.classify(fromQImage(content.image));
    else
        m_session.classify(content.paths);
}

} // namespace cultivar
