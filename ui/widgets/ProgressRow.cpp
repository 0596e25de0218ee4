// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ProgressRow.h"

#include "ui/Theme.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStyle>

namespace cultivar {

ProgressRow::ProgressRow(const QString& stopText, const char* wordsName, const char* stopName,
                         QWidget* parent)
    : QWidget(parent), m_words(makeWrappedLabel({}, "small", this)), m_bar(new QProgressBar(this)),
      m_stop(makeButton(stopText, "link", stopName, this))
{
    m_words->setObjectName(QLatin1String(wordsName));
    m_bar->setTextVisible(false);
    connect(m_stop, &QPushButton::clicked, this, &ProgressRow::stopRequested);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kMedium);
    row->addWidget(m_words, 3);
    row->addWidget(m_bar, 2);
    row->addWidget(m_stop);
}

void ProgressRow::setRunning(bool isRunning)
{
    m_bar->setVisible(isRunning);
    m_stop->setVisible(isRunning);
}

void ProgressRow::setWords(const QString& words, bool isWarning)
{
    m_words->setProperty("role", isWarning ? "warning" : "small");
    m_words->style()->unpolish(m_words);
    m_words->style()->polish(m_words);
    m_words->setText(words);
}

void ProgressRow::setProgress(int done, int total)
{
    m_bar->setRange(0, total);
    m_bar->setValue(done);
}

} // namespace cultivar
