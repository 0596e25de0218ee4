// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/UnfinishedSortBar.h"

#include "core/base/Paths.h"
#include "ui/ErrorText.h"
#include "ui/Theme.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>

namespace cultivar {

UnfinishedSortBar::UnfinishedSortBar(Session& session, QWidget* parent)
    : QFrame(parent), m_sorting(session.sorting()), m_words(makeWrappedLabel({}, "message", this))
{
    setObjectName(QStringLiteral("unfinishedSortBar"));
    setProperty("role", "card");
    m_words->setObjectName(QStringLiteral("unfinishedSortText"));
    m_undo = makeButton(tr("Undo it"), "link", "undoUnfinishedSortButton", this);
    m_finish = makeButton(tr("Finish it"), "plain", "finishSortButton", this);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::kMedium, metrics::kSmall, metrics::kSmall, metrics::kSmall);
    layout->setSpacing(metrics::kMedium);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_undo);
    layout->addWidget(m_finish);
    connect(m_undo, &QPushButton::clicked, this, [this] { begin(true); });
    connect(m_finish, &QPushButton::clicked, this, [this] { begin(false); });
    connect(&m_sorting, &Sorting::unfinishedChanged, this, &UnfinishedSortBar::showOffer);
    connect(&m_sorting, &Sorting::ended, this, &UnfinishedSortBar::onEnded);
    connect(&m_sorting, &Sorting::failed, this, [this] {
        m_isWorking = false;
        showOffer();
    });
    showOffer();
}

void UnfinishedSortBar::showOffer()
{
    const auto& unfinished = m_sorting.unfinished();
    setVisible(!unfinished.empty());
    m_undo->setEnabled(!m_isWorking);
    m_finish->setEnabled(!m_isWorking);
    if (unfinished.empty())
        return;
    m_target = unfinished.front().target();
    m_words->setText(tr("Sorting %n picture(s) into “%1” was cut off. None is lost.", nullptr,
                        static_cast<int>(unfinished.front().size()))
                         .arg(displayPath(m_target.filename())));
    m_words->setToolTip(displayPath(m_target).toHtmlEscaped());
}

void UnfinishedSortBar::begin(bool isUndo)
{
    if (m_sorting.isRunning())
        return;
    m_isWorking = true;
    m_isUndo = isUndo;
    showOffer();
    if (isUndo)
        m_sorting.undo(m_target);
    else
        m_sorting.finish(m_target);
}

void UnfinishedSortBar::onEnded(const FileSort::Outcome& outcome)
{
    if (!m_isWorking)
        return;
    m_isWorking = false;
    showOffer();
    const int done = static_cast<int>(outcome.done);
    QString text = m_isUndo ? tr("%n picture(s) taken back.", nullptr, done)
                            : tr("%n picture(s) sorted.", nullptr, done);
    if (!outcome.failed.empty())
        text += u' ' +
                tr("%n could not be, the first because: %1", nullptr, static_cast<int>(outcome.failed.size()))
                    .arg(errorText(outcome.failed.front().reason));
    Q_EMIT messageRaised(text);
}

} // namespace cultivar
