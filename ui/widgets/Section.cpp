// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Section.h"

#include "ui/Theme.h"
#include "ui/widgets/FoldButton.h"
#include "ui/widgets/Labels.h"

#include <QVBoxLayout>

namespace cultivar {

Section::Section(const QString& title, Kind kind, QWidget* content, QWidget* parent)
    : QWidget(parent), m_content(content)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSmall);
    if (kind == Kind::Fixed) {
        layout->addWidget(makeLabel(title, "section", this));
    } else {
        auto* fold = new FoldButton(title, this);
        fold->setObjectName(content->objectName() + QStringLiteral("Fold"));
        connect(fold, &QAbstractButton::toggled, this, &Section::setExpanded);
        layout->addWidget(fold, 0, Qt::AlignLeft);
        content->hide();
    }
    layout->addWidget(content);
}

void Section::setExpanded(bool isExpanded)
{
    m_content->setVisible(isExpanded);
}

} // namespace cultivar
