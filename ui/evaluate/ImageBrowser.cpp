// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/ImageBrowser.h"

#include "ui/Theme.h"
#include "ui/evaluate/EvaluatedImageDelegate.h"
#include "ui/evaluate/EvaluatedImageModel.h"
#include "ui/evaluate/ImageDetail.h"
#include "ui/evaluate/ImageEdits.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ImageConversion.h"
#include "ui/widgets/Labels.h"

#include <QListView>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>

namespace cultivar {

ImageBrowser::ImageBrowser(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_images(new EvaluatedImageModel(this))
{
    m_title = makeWrappedLabel({}, "section", this);
    m_title->setObjectName(QStringLiteral("browserTitle"));
    m_count = makeLabel({}, "small", this);
    m_back = makeButton(tr("Show the worst mistakes"), "link", "showMistakesButton", this);
    connect(m_back, &QPushButton::clicked, this, &ImageBrowser::mistakesRequested);
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("evaluatedImages"));
    m_list->setModel(m_images);
    m_list->setItemDelegate(new EvaluatedImageDelegate(m_list));
    m_list->setViewMode(QListView::IconMode);
    m_list->setMovement(QListView::Static);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setUniformItemSizes(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_edits = new ImageEdits(session, this, this);
    m_edits->setObjectName(QStringLiteral("imageEdits"));
    m_detail = new ImageDetail(session, this);

    auto* header = new QHBoxLayout;
    header->setSpacing(metrics::kSmall);
    header->addWidget(m_title, 1);
    header->addWidget(m_count);
    header->addWidget(m_back);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSmall);
    layout->addLayout(header);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_edits);
    layout->addWidget(m_detail, 1);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &ImageBrowser::showSelected);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ImageBrowser::showEdits);
    connect(m_list, &QListView::customContextMenuRequested, this, [this](const QPoint& at) {
        if (m_list->indexAt(at).isValid() && isOfDataset())
            m_edits->menu()->popup(m_list->viewport()->mapToGlobal(at));
    });
    connect(&session, &Session::datasetChanged, this, &ImageBrowser::showFates);
    connect(&session.datasetEdits(), &DatasetEdits::changingChanged, this, &ImageBrowser::showFates);
    connect(&session.evaluating(), &Evaluating::pictureReady, this,
            [this](int row, const Image& picture) { m_images->setPicture(row, toQImage(picture)); });
}

void ImageBrowser::showMistakes(const std::shared_ptr<const Evaluation>& evaluation)
{
    const auto mistakes = evaluation->mistakes();
    show(mistakes.empty() ? tr("No mistakes") : tr("The most confident mistakes"), evaluation, mistakes);
    m_back->hide();
}

void ImageBrowser::showCell(const std::shared_ptr<const Evaluation>& evaluation, int truth, int answer)
{
    std::vector<std::size_t> images;
    for (std::size_t i = 0; i < evaluation->images.size(); ++i) {
        if (evaluation->images[i].truth == truth && evaluation->images[i].answer == answer)
            images.push_back(i);
    }
    const QString name = evaluation->classes[truth].simplified();
    show(truth == answer ? tr("%1, recognised").arg(name)
                         : tr("%1, taken for %2").arg(name, evaluation->classes[answer].simplified()),
         evaluation, images);
}

void ImageBrowser::showClass(const std::shared_ptr<const Evaluation>& evaluation, int label)
{
    std::vector<std::size_t> images;
    for (std::size_t i = 0; i < evaluation->images.size(); ++i) {
        if (evaluation->images[i].truth == label)
            images.push_back(i);
    }
    std::stable_partition(images.begin(), images.end(),
                          [&](std::size_t i) { return !evaluation->images[i].isRight(); });
    show(tr("All images of %1").arg(evaluation->classes[label].simplified()), evaluation, images);
}

void ImageBrowser::show(const QString& title, const std::shared_ptr<const Evaluation>& evaluation,
                        std::vector<std::size_t> images)
{
    const std::size_t all = images.size();
    m_evaluation = evaluation;
    m_images->setImages(evaluation, std::move(images));
    m_title->setText(title);
    m_count->setText(all > EvaluatedImageModel::kShown
                         ? tr("the first %1 of %n image(s)", nullptr, static_cast<int>(all))
                               .arg(EvaluatedImageModel::kShown)
                         : tr("%n image(s)", nullptr, static_cast<int>(all)));
    m_count->setVisible(all > 0);
    m_back->show();
    m_detail->clear();
    showFates();
    std::vector<std::filesystem::path> places;
    for (int row = 0; row < m_images->rowCount(); ++row)
        places.push_back(m_images->fate(row).place);
    m_session.evaluating().showPictures(std::move(places));
    if (m_images->rowCount() > 0)
        m_list->setCurrentIndex(m_images->index(0));
}

bool ImageBrowser::isOfDataset() const
{
    return m_evaluation && m_session.dataset() && m_session.dataset()->root == m_evaluation->root;
}

void ImageBrowser::showFates()
{
    if (isOfDataset())
        m_images->setFates(m_session.datasetEdits().fatesOf(m_images->files()));
    showEdits();
}

void ImageBrowser::showEdits()
{
    std::vector<DatasetChanges::Fate> fates;
    QStringList answers;
    for (const QModelIndex& index : m_list->selectionModel()->selectedIndexes()) {
        const EvaluatedImage& image = m_images->image(index.row());
        fates.push_back(m_images->fate(index.row()));
        answers.append(image.isRight() || m_images->isMoved(index.row())
                           ? QString()
                           : m_evaluation->classes[image.answer]);
    }
    answers.removeDuplicates();
    m_edits->setVisible(isOfDataset() && m_images->rowCount() > 0);
    m_edits->setImages(isOfDataset() ? std::move(fates) : ImageEdits::Fates(),
                       answers.size() == 1 ? answers.front() : QString());
}

void ImageBrowser::showSelected()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid())
        return;
    EvaluatedImage image = m_images->image(index.row());
    image.path = m_images->fate(index.row()).place;
    m_detail->show(m_evaluation->classes, image, m_images->picture(index.row()));
}

} // namespace cultivar
