// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/ImageEdits.h"

#include "ui/Theme.h"
#include "ui/widgets/Buttons.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>

#include <algorithm>

namespace cultivar {

namespace {

/// As the text of a button or a menu, where & would mark a key.
QString escaped(QString text)
{
    return text.replace(u'&', QStringLiteral("&&"));
}

} // namespace

ImageEdits::ImageEdits(Session& session, QWidget* scope, QWidget* parent)
    : QWidget(parent), m_session(session), m_classes(new QMenu(tr("Move to another class"), this)),
      m_menu(new QMenu(this))
{
    m_accept = addAction({}, Qt::Key_A, tr("Moves the file into the folder of the class that the model says"),
                         scope);
    m_exclude = addAction(tr("Exclude"), QKeySequence::Delete,
                          tr("Leaves the image out of training. The file stays where it is."), scope);
    m_include = addAction(tr("Include again"), Qt::Key_Insert, {}, scope);
    auto* move = addAction({}, Qt::Key_M, {}, scope);
    m_acceptButton = makeButton({}, "plain", "acceptAnswerButton", this);
    m_moveButton = makeButton(tr("Move to"), "plain", "moveEvaluatedButton", this);
    m_moveButton->setToolTip(tr("Moves the file into the folder of the class that you choose (M)"));
    m_moveButton->setMenu(m_classes);
    m_moveButton->setProperty("hasMenu", true);
    m_excludeButton = makeButton({}, "plain", "excludeEvaluatedButton", this);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSmall);
    layout->addStretch();
    for (QPushButton* button : {m_acceptButton, m_moveButton, m_excludeButton}) {
        button->setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the gallery
        layout->addWidget(button);
    }
    m_menu->addAction(m_accept);
    m_menu->addMenu(m_classes);
    m_menu->addAction(m_exclude);
    m_menu->addAction(m_include);
    DatasetEdits& edits = session.datasetEdits();
    connect(m_accept, &QAction::triggered, this,
            [this] { moveTo(static_cast<int>(m_session.dataset()->classes.indexOf(m_answer))); });
    connect(m_exclude, &QAction::triggered, this, [this, &edits] { edits.exclude(places()); });
    connect(m_include, &QAction::triggered, this, [this, &edits] { edits.include(places()); });
    connect(move, &QAction::triggered, m_moveButton, &QPushButton::showMenu);
    connect(m_acceptButton, &QPushButton::clicked, m_accept, &QAction::trigger);
    connect(m_excludeButton, &QPushButton::clicked, this,
            [this] { (m_exclude->isVisible() ? m_exclude : m_include)->trigger(); });
    connect(m_classes, &QMenu::aboutToShow, this, &ImageEdits::fillClasses);
    connect(&session, &Session::activityChanged, this, &ImageEdits::updateActions);
    connect(&edits, &DatasetEdits::changingChanged, this, &ImageEdits::updateActions);
    updateActions();
}

QAction* ImageEdits::addAction(const QString& text, const QKeySequence& key, const QString& tip,
                               QWidget* scope)
{
    auto* action = new QAction(text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(tip);
    scope->addAction(action);
    return action;
}

void ImageEdits::setImages(Fates images, const QString& answer)
{
    m_images = std::move(images);
    m_answer = answer;
    updateActions();
}

std::vector<std::filesystem::path> ImageEdits::places() const
{
    std::vector<std::filesystem::path> places;
    for (const DatasetChanges::Fate& image : m_images)
        places.push_back(image.place);
    return places;
}

void ImageEdits::moveTo(int label)
{
    if (label >= 0)
        m_session.datasetEdits().move(places(), label);
}

void ImageEdits::fillClasses()
{
    m_classes->clear();
    const QStringList names = m_session.dataset() ? m_session.dataset()->classes : QStringList();
    for (int label = 0; label < names.size(); ++label)
        connect(m_classes->addAction(escaped(names[label])), &QAction::triggered, this,
                [this, label] { moveTo(label); });
}

void ImageEdits::updateActions()
{
    const bool mayChange = !m_images.empty() && m_session.dataset() &&
                           !m_session.datasetEdits().isChanging() && !m_session.isTraining() &&
                           m_session.activity() != Session::Activity::Scanning;
    const bool isExcluded = std::all_of(m_images.begin(), m_images.end(),
                                        [](const DatasetChanges::Fate& image) { return image.isExcluded; });
    const bool isAnswerKnown =
        m_session.dataset() && !m_answer.isEmpty() && m_session.dataset()->classes.contains(m_answer);
    m_accept->setText(tr("It is %1").arg(escaped(m_answer.simplified())));
    m_accept->setVisible(isAnswerKnown && !isExcluded);
    m_exclude->setVisible(!isExcluded || m_images.empty());
    m_include->setVisible(isExcluded && !m_images.empty());
    for (QAction* action : {m_accept, m_exclude, m_include})
        action->setEnabled(mayChange && action->isVisible());
    m_classes->setEnabled(mayChange && !isExcluded);

    const auto showAs = [this](QPushButton* button, const QAction* action) {
        button->setText(action->text());
        button->setToolTip(action->toolTip().isEmpty() || action->shortcut().isEmpty()
                               ? action->toolTip()
                               : tr("%1 (%2)").arg(action->toolTip(),
                                                   action->shortcut().toString(QKeySequence::NativeText)));
        button->setEnabled(action->isEnabled());
    };
    showAs(m_acceptButton, m_accept);
    m_acceptButton->setVisible(m_accept->isVisible());
    showAs(m_excludeButton, m_exclude->isVisible() ? m_exclude : m_include);
    m_moveButton->setEnabled(m_classes->isEnabled());
}

} // namespace cultivar
