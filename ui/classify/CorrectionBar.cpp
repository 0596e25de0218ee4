// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/CorrectionBar.h"

#include "ui/Theme.h"
#include "ui/classify/ClassChooser.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>

namespace cultivar {

CorrectionBar::CorrectionBar(Session& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    m_words = makeWrappedLabel({}, "small", this);
    m_words->setObjectName(QStringLiteral("correctionText"));
    m_right = makeButton(tr("Right"), "choice", "rightButton", this);
    m_right->setToolTip(tr("Adds a copy of the picture to this class, for the next training"));
    m_wrong = makeButton(tr("Wrong…"), "choice", "wrongButton", this);
    m_wrong->setToolTip(tr("Asks for the class and adds a copy of the picture there, for the next training"));
    m_undo = makeButton(tr("Undo"), "link", "undoCorrectionButton", this);
    m_chooser = new ClassChooser(this);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSmall);
    for (QPushButton* button : {m_right, m_wrong, m_undo})
        buttons->addWidget(button);
    buttons->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kTight);
    layout->addWidget(m_words);
    layout->addLayout(buttons);
    connect(m_right, &QPushButton::clicked, this, [this] { correct(m_answer); });
    connect(m_wrong, &QPushButton::clicked, this, [this] { m_chooser->ask(classes(), m_wrong); });
    connect(m_chooser, &ClassChooser::chosen, this, &CorrectionBar::correct);
    connect(m_undo, &QPushButton::clicked, this, &CorrectionBar::undo);
    const Corrections& corrections = session.corrections();
    connect(&corrections, &Corrections::corrected, this, &CorrectionBar::onCorrected);
    connect(&corrections, &Corrections::failed, this, [this] {
        m_waiting.clear();
        m_undone.clear();
    });
    connect(&corrections, &Corrections::changed, this, &CorrectionBar::onChanged);
    showState();
}

/// The classes of the dataset, and those that only the model knows.
QStringList CorrectionBar::classes() const
{
    QStringList names = m_session.dataset() ? m_session.dataset()->classes : QStringList();
    if (m_session.model())
        names += m_session.model()->classes;
    names.removeDuplicates();
    names.removeAll(m_answer);
    return names;
}

void CorrectionBar::show(const ResultModel::Row& row)
{
    m_image = row.top.empty() ? std::filesystem::path() : row.path;
    m_answer = row.top.empty() ? QString() : row.top.front().label;
    showState();
}

void CorrectionBar::clear()
{
    m_image.clear();
    showState();
}

void CorrectionBar::correct(const QString& className)
{
    m_waiting = m_image;
    m_session.corrections().correct(m_image, className);
    showState();
}

void CorrectionBar::undo()
{
    m_undone = m_latest;
    m_session.corrections().undo();
}

void CorrectionBar::onCorrected(const std::filesystem::path& image, const QString& className)
{
    m_said[image] = className;
    m_latest = image;
    showState();
}

void CorrectionBar::onChanged()
{
    const auto root = m_session.dataset() ? m_session.dataset()->root : std::filesystem::path();
    if (std::exchange(m_root, root) != root)
        m_said.clear();
    m_said.erase(std::exchange(m_undone, {}));
    m_waiting.clear();
    showState();
}

void CorrectionBar::showState()
{
    setVisible(!m_image.empty() && m_session.corrections().canCorrect());
    const auto said = m_said.find(m_image);
    const bool isSaid = said != m_said.end();
    m_words->setText(isSaid ? tr("Added to “%1” for the next training.").arg(said->second.simplified())
                            : tr("Is that right?"));
    m_right->setVisible(!isSaid);
    m_wrong->setVisible(!isSaid);
    m_undo->setVisible(isSaid && m_image == m_latest && m_session.corrections().canUndo());
    for (QPushButton* button : {m_right, m_wrong})
        button->setEnabled(m_waiting.empty());
}

} // namespace cultivar
