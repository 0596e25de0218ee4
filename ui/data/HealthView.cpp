// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/HealthView.h"

#include "core/base/Paths.h"
#include "ui/ErrorText.h"
#include "ui/Theme.h"
#include "ui/data/FindingDelegate.h"
#include "ui/data/FindingModel.h"
#include "ui/data/HealthWords.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/ImageConversion.h"
#include "ui/widgets/Labels.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QListView>
#include <QListWidget>
#include <QMenu>
#include <QShortcut>
#include <QUrl>

#include <map>

namespace cultivar {

namespace {

constexpr int kExcludedTopic = -1; // else a FindingKind
constexpr int kTopicsWidth = 290;

/// The classes of some files, empty where a file is in none.
std::map<std::filesystem::path, QString> classesOf(const Dataset& dataset,
                                                   const std::vector<const Finding*>& findings)
{
    std::map<std::filesystem::path, QString> classes;
    for (const Finding* finding : findings) {
        for (const auto& path : finding->paths)
            classes.emplace(path, QString());
    }
    for (const DatasetItem& item : dataset.items) {
        if (const auto it = classes.find(item.path); it != classes.end())
            it->second = dataset.classes[item.label];
    }
    return classes;
}

QString placeOf(const Dataset& dataset, const std::filesystem::path& file)
{
    return displayPath(file.lexically_relative(dataset.root));
}

} // namespace

HealthView::HealthView(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_images(new FindingModel(this)), m_topics(new QListWidget(this))
{
    setObjectName(QStringLiteral("healthView"));
    m_topics->setObjectName(QStringLiteral("topicList"));
    m_topics->setProperty("role", "choices");
    m_topics->setFixedWidth(kTopicsWidth);
    m_topics->setSpacing(1);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(metrics::kLarge);
    columns->addWidget(m_topics);
    columns->addWidget(makeImages(), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kMedium);
    layout->addWidget(makeHeader());
    layout->addLayout(columns, 1);
    connect(m_topics, &QListWidget::currentRowChanged, this, &HealthView::showTopic);
    connectSession();
}

QWidget* HealthView::makeHeader()
{
    auto* header = new QWidget(this);
    auto* back = makeButton(tr("Back to the classes"), "plain", "backToClassesButton", header);
    m_again = makeButton(tr("Check again"), "plain", "checkAgainButton", header);
    m_undo = makeButton(tr("Undo"), "plain", "undoButton", header);
    m_undo->setToolTip(tr("Takes back the last exclusion or move"));
    m_state = makeLabel({}, "dim", header);
    connect(back, &QPushButton::clicked, this, &HealthView::backRequested);
    connect(m_again, &QPushButton::clicked, &m_session.datasetEdits(), &DatasetEdits::check);
    connect(m_undo, &QPushButton::clicked, &m_session.datasetEdits(), &DatasetEdits::undo);
    auto* shortcut = new QShortcut(QKeySequence::Undo, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, m_undo, &QPushButton::click);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(makeLabel(tr("Image check"), "title", header));
    words->addWidget(m_state);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(words, 1);
    for (QPushButton* button : {m_undo, m_again, back})
        layout->addWidget(button, 0, Qt::AlignTop);
    return header;
}

QWidget* HealthView::makeImages()
{
    auto* pane = new QWidget(this);
    m_advice = makeWrappedLabel({}, "dim", pane);
    m_advice->setObjectName(QStringLiteral("findingAdvice"));
    m_view = new QListView(pane);
    m_view->setObjectName(QStringLiteral("findingList"));
    m_view->setModel(m_images);
    m_view->setItemDelegate(new FindingDelegate(m_view));
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setUniformItemSizes(true);
    m_view->setMouseTracking(true);
    m_exclude = makeButton(tr("Exclude"), "primary", "excludeButton", pane);
    m_exclude->setToolTip(tr("Leaves the images out of training. The files stay where they are."));
    m_include = makeButton(tr("Include again"), "primary", "includeButton", pane);
    m_move = makeButton(tr("Move to another class"), "plain", "moveButton", pane);
    m_move->setToolTip(tr("Moves the files into the folder of the class that you choose."));
    m_copies = makeButton(tr("Select all copies but the first"), "link", "selectCopiesButton", pane);
    m_classes = new QMenu(m_move);
    m_move->setMenu(m_classes);
    m_move->setProperty("hasMenu", true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_copies);
    buttons->addStretch();
    for (QPushButton* button : {m_move, m_exclude, m_include})
        buttons->addWidget(button);
    auto* layout = new QVBoxLayout(pane);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSmall);
    layout->addWidget(m_advice);
    layout->addWidget(m_view, 1);
    layout->addLayout(buttons);
    DatasetEdits& edits = m_session.datasetEdits();
    connect(m_exclude, &QPushButton::clicked, this, [&edits, this] { edits.exclude(selectedFiles()); });
    connect(m_include, &QPushButton::clicked, this, [&edits, this] { edits.include(selectedFiles()); });
    connect(m_classes, &QMenu::aboutToShow, this, &HealthView::fillMoveMenu);
    connect(m_copies, &QPushButton::clicked, this, &HealthView::selectCopies);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &HealthView::updateButtons);
    connect(m_view, &QListView::activated, this, [this](const QModelIndex& index) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(toQString(m_images->row(index.row()).file)));
    });
    return pane;
}

void HealthView::connectSession()
{
    DatasetEdits& edits = m_session.datasetEdits();
    connect(&m_session, &Session::datasetChanged, this, &HealthView::refresh);
    connect(&m_session, &Session::activityChanged, this, &HealthView::updateButtons);
    connect(&edits, &DatasetEdits::checkChanged, this, &HealthView::refresh);
    connect(&edits, &DatasetEdits::changingChanged, this, &HealthView::updateButtons);
    connect(&edits, &DatasetEdits::changed, this, &HealthView::onChanged);
    connect(&edits, &DatasetEdits::checkProgress, this,
            [this](int done, int total) { m_state->setText(tr("Checking: %1 of %2").arg(done).arg(total)); });
    connect(&edits, &DatasetEdits::pictureReady, this,
            [this](const std::filesystem::path& file, const Image& picture) {
                m_images->addPicture(file, picture.isNull() ? QImage() : toQImage(picture));
            });
    connect(m_images, &FindingModel::picturesWanted, &edits, &DatasetEdits::showPictures);
    if (m_session.dataset())
        refresh();
}

/// Rebuilds the list of kinds; the chosen one stays chosen while there is something of it.
void HealthView::refresh()
{
    const DatasetEdits& edits = m_session.datasetEdits();
    std::map<FindingKind, int> counts;
    if (edits.health()) {
        for (const Finding& finding : edits.health()->findings)
            ++counts[finding.kind];
    }
    const QVariant chosen =
        m_topics->currentItem() ? m_topics->currentItem()->data(Qt::UserRole) : QVariant();
    {
        const QSignalBlocker blocker(m_topics);
        m_topics->clear();
        const auto add = [&](const QString& title, int topic) {
            auto* item = new QListWidgetItem(title, m_topics);
            item->setData(Qt::UserRole, topic);
            item->setSizeHint({kTopicsWidth - 8, 36});
            if (chosen == QVariant(topic))
                m_topics->setCurrentItem(item);
        };
        for (const auto& [kind, count] : counts)
            add(findingTitle(kind, count), static_cast<int>(kind));
        if (const auto excluded = edits.excluded(); !excluded.empty())
            add(tr("%n image(s) excluded by you", nullptr, static_cast<int>(excluded.size())),
                kExcludedTopic);
        if (!m_topics->currentItem() && m_topics->count() > 0)
            m_topics->setCurrentRow(0);
    }
    m_state->setText(edits.isChecking() ? tr("Checking…")
                     : edits.health()   ? healthSummary(*edits.health())
                                        : tr("The images have not been checked yet."));
    showTopic();
}

void HealthView::showTopic()
{
    if (!m_topics->currentItem() || !m_session.dataset()) {
        m_images->setRows({});
        m_advice->clear();
    } else if (const int topic = m_topics->currentItem()->data(Qt::UserRole).toInt();
               topic == kExcludedTopic) {
        showExcluded();
    } else {
        showFindings(static_cast<FindingKind>(topic));
    }
    m_advice->setVisible(!m_advice->text().isEmpty());
    updateButtons();
}

void HealthView::showExcluded()
{
    std::vector<FindingModel::Row> rows;
    for (const auto& file : m_session.datasetEdits().excluded())
        rows.push_back({file, placeOf(*m_session.dataset(), file), displayPath(file.filename()), {}, true});
    m_advice->setText(tr(
        "Training, checking and comparing leave them out. The files are where they always were; the list is "
        "kept by Cultivar."));
    m_images->setRows(std::move(rows));
}

void HealthView::showFindings(FindingKind kind)
{
    const Dataset& dataset = *m_session.dataset();
    std::vector<const Finding*> findings;
    for (const Finding& finding : m_session.datasetEdits().health()->findings) {
        if (finding.kind == kind)
            findings.push_back(&finding);
    }
    const auto classes = classesOf(dataset, findings);
    std::vector<FindingModel::Row> rows;
    QStringList lines{findingAdvice(kind)};
    for (const Finding* finding : findings) {
        const bool isGroup = finding->paths.size() > 1;
        for (const auto& path : finding->paths) {
            const bool isFirst = path == finding->paths.front();
            const QString note = !isGroup  ? finding->detail
                                 : isFirst ? tr("%n image(s)", nullptr, int(finding->paths.size()))
                                           : QString();
            rows.push_back({path, placeOf(dataset, path), classes.at(path), note, isFirst});
        }
        if (const QString text = classFindingText(*finding, dataset); !text.isEmpty())
            lines << text;
    }
    m_advice->setText(lines.join(u'\n'));
    m_images->setRows(std::move(rows));
}

std::vector<std::filesystem::path> HealthView::selectedFiles() const
{
    return m_images->files(m_view->selectionModel()->selectedIndexes());
}

void HealthView::updateButtons()
{
    const DatasetEdits& edits = m_session.datasetEdits();
    const bool mayChange =
        !edits.isChanging() && !m_session.isTraining() && m_session.activity() != Session::Activity::Scanning;
    const bool hasSelection = m_view->selectionModel()->hasSelection();
    const bool isExcludedTopic =
        m_topics->currentItem() && m_topics->currentItem()->data(Qt::UserRole) == QVariant(kExcludedTopic);
    const bool hasImages = m_images->rowCount() > 0;
    m_exclude->setVisible(hasImages && !isExcludedTopic);
    m_move->setVisible(hasImages && !isExcludedTopic && m_session.dataset()->classes.size() > 1);
    m_include->setVisible(hasImages && isExcludedTopic);
    m_copies->setVisible(m_images->hasCopies());
    for (QPushButton* button : {m_exclude, m_move, m_include})
        button->setEnabled(mayChange && hasSelection);
    m_undo->setEnabled(mayChange && edits.canUndo());
    m_again->setEnabled(!edits.isChecking() && m_session.dataset().has_value());
}

void HealthView::fillMoveMenu()
{
    m_classes->clear();
    const QStringList& names = m_session.dataset()->classes;
    for (int label = 0; label < names.size(); ++label) {
        QString text = names[label];
        QAction* action = m_classes->addAction(text.replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this,
                [this, label] { m_session.datasetEdits().move(selectedFiles(), label); });
    }
}

void HealthView::selectCopies()
{
    QItemSelection copies;
    for (int i = 0; i < m_images->rowCount(); ++i) {
        if (!m_images->row(i).startsGroup)
            copies.select(m_images->index(i), m_images->index(i));
    }
    m_view->selectionModel()->select(copies, QItemSelectionModel::ClearAndSelect);
    m_view->setFocus();
}

void HealthView::onChanged(const std::vector<SkippedFile>& failed)
{
    if (failed.empty())
        return;
    Error reason = failed.front().reason;
    if (reason.path.empty())
        reason.path = failed.front().path;
    const int others = static_cast<int>(failed.size()) - 1;
    Q_EMIT messageRaised(
        others == 0 ? errorText(reason)
                    : tr("%1 And %n more could not be changed.", nullptr, others).arg(errorText(reason)));
}

} // namespace cultivar
