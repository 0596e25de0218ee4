// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ResumeBar.h"

#include "core/base/Paths.h"
#include "ui/Theme.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>

namespace cultivar {

ResumeBar::ResumeBar(Session& session, Dialogs& dialogs, QWidget* parent)
    : QFrame(parent), m_session(session), m_dialogs(dialogs), m_words(makeWrappedLabel({}, "message", this))
{
    setObjectName(QStringLiteral("resumeBar"));
    setProperty("role", "card");
    m_words->setObjectName(QStringLiteral("resumeText"));
    auto* discard = makeButton(tr("Discard"), "link", "discardRunButton", this);
    auto* goOn = makeButton(tr("Continue"), "plain", "continueRunButton", this);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::kMedium, metrics::kSmall, metrics::kSmall, metrics::kSmall);
    layout->setSpacing(metrics::kMedium);
    layout->addWidget(m_words, 1);
    layout->addWidget(discard);
    layout->addWidget(goOn);
    connect(goOn, &QPushButton::clicked, this, &ResumeBar::goOn);
    connect(discard, &QPushButton::clicked, this, &ResumeBar::discard);
    connect(&session.unfinishedRuns(), &UnfinishedRuns::changed, this, &ResumeBar::showOffer);
    connect(&session, &Session::activityChanged, this, &ResumeBar::showOffer);
    hide();
    session.unfinishedRuns().look();
}

void ResumeBar::showOffer()
{
    const auto& dataset = m_session.dataset();
    m_run = m_session.isTraining()
                ? std::nullopt
                : m_session.unfinishedRuns().offered(dataset ? dataset->root : std::filesystem::path());
    setVisible(m_run.has_value());
    if (m_run)
        m_words->setText(tr("The training on “%1” stopped at epoch %2 of %3.")
                             .arg(displayPath(m_run->dataset.filename()))
                             .arg(m_run->history.epochs().size())
                             .arg(m_run->config.totalEpochs()));
}

void ResumeBar::goOn()
{
    m_session.continueTraining(*m_run);
}

void ResumeBar::discard()
{
    const int epochs = static_cast<int>(m_run->history.epochs().size());
    if (m_dialogs.confirm(this, tr("Discard this training? Its %n epoch(s) are lost.", nullptr, epochs),
                          tr("Discard")))
        m_session.unfinishedRuns().discard(*m_run);
}

} // namespace cultivar
