// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/ChangesBar.h"

#include "ui/Theme.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>
#include <QShortcut>

namespace cultivar {

ChangesBar::ChangesBar(Session& session, QWidget* parent)
    : QFrame(parent), m_session(session), m_words(makeLabel({}, "message", this))
{
    setObjectName(QStringLiteral("changesBar"));
    setProperty("role", "card");
    m_words->setObjectName(QStringLiteral("changesText"));
    m_undo = makeButton(tr("Undo"), "link", "undoChangeButton", this);
    m_undo->setToolTip(tr("Takes back the last exclusion or move"));
    m_undo->setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the gallery
    m_train = makeButton(tr("Train again"), "plain", "trainAgainButton", this);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::kLarge, metrics::kSmall, metrics::kSmall, metrics::kSmall);
    layout->setSpacing(metrics::kMedium);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_undo);
    layout->addWidget(m_train);
    auto* key = new QShortcut(QKeySequence::Undo, parent); // wherever the focus is while the page is shown
    connect(key, &QShortcut::activated, m_undo, &QPushButton::click);
    connect(m_undo, &QPushButton::clicked, &session.datasetEdits(), &DatasetEdits::undo);
    connect(m_train, &QPushButton::clicked, this, &ChangesBar::trainAgainRequested);
    connect(&session, &Session::datasetChanged, this, &ChangesBar::showChanges);
    connect(&session, &Session::activityChanged, this, &ChangesBar::showChanges);
    connect(&session.datasetEdits(), &DatasetEdits::changingChanged, this, &ChangesBar::showChanges);
    connect(&session.evaluating(), &Evaluating::changed, this, &ChangesBar::showChanges);
    hide();
}

void ChangesBar::showChanges()
{
    const auto& evaluation = m_session.evaluating().latest();
    const bool isOpen = evaluation && m_session.dataset() && m_session.dataset()->root == evaluation->root;
    int changes = 0;
    if (isOpen) {
        std::vector<std::filesystem::path> files;
        for (const EvaluatedImage& image : evaluation->images)
            files.push_back(image.path);
        const auto fates = m_session.datasetEdits().fatesOf(files);
        for (std::size_t i = 0; i < files.size(); ++i)
            changes += fates[i] != DatasetChanges::Fate{files[i]};
    }
    const bool isIdle = m_session.activity() <= Session::Activity::Classifying;
    m_words->setText(tr("%n change(s) since this evaluation", nullptr, changes));
    m_undo->setEnabled(isIdle && m_session.datasetEdits().canUndo() &&
                       !m_session.datasetEdits().isChanging());
    m_train->setEnabled(m_session.activity() == Session::Activity::Idle &&
                        !m_session.datasetEdits().isChanging());
    setVisible(changes > 0);
}

} // namespace cultivar
