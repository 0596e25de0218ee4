// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/HealthLine.h"

#include "ui/Theme.h"
#include "ui/data/HealthWords.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Labels.h"

#include <QHBoxLayout>

namespace cultivar {

HealthLine::HealthLine(DatasetEdits& edits, QWidget* parent)
    : QWidget(parent), m_edits(edits), m_text(makeLabel({}, "dim", this)),
      m_review(makeButton(tr("Review"), "link", "reviewButton", this)),
      m_check(makeButton(tr("Check the images"), "link", "checkImagesButton", this))
{
    m_text->setObjectName(QStringLiteral("healthText"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kTight);
    layout->addWidget(m_text);
    layout->addWidget(m_review);
    layout->addWidget(m_check);
    layout->addStretch();
    connect(m_review, &QPushButton::clicked, this, &HealthLine::reviewRequested);
    connect(m_check, &QPushButton::clicked, &edits, &DatasetEdits::check);
    connect(&edits, &DatasetEdits::checkChanged, this, &HealthLine::refresh);
    connect(&edits, &DatasetEdits::checkProgress, this, [this](int done, int total) {
        m_text->setText(tr("Image check: %1 of %2").arg(done).arg(total));
    });
    refresh();
}

void HealthLine::refresh()
{
    const bool isKnown = m_edits.health().has_value();
    m_text->setText(m_edits.isChecking() ? tr("Image check: under way…")
                    : isKnown            ? healthSummary(*m_edits.health())
                                         : tr("The images have not been checked yet."));
    const bool hasFindings = isKnown && !m_edits.health()->findings.empty();
    m_review->setVisible(hasFindings || !m_edits.excluded().empty() || m_edits.canUndo());
    m_check->setVisible(!isKnown && !m_edits.isChecking());
}

} // namespace cultivar
