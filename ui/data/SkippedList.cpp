// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/SkippedList.h"

#include "core/base/Paths.h"
#include "ui/ErrorText.h"
#include "ui/Theme.h"
#include "ui/widgets/FoldButton.h"

#include <QListWidget>
#include <QVBoxLayout>

namespace cultivar {

SkippedList::SkippedList(QWidget* parent)
    : QWidget(parent), m_fold(new FoldButton({}, this)), m_list(new QListWidget(this))
{
    m_fold->setObjectName(QStringLiteral("skippedFold"));
    m_list->setObjectName(QStringLiteral("skippedList"));
    m_list->setAlternatingRowColors(false);
    m_list->setFixedHeight(132);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->hide();
    connect(m_fold, &QAbstractButton::toggled, m_list, &QWidget::setVisible);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kTight);
    layout->addWidget(m_fold, 0, Qt::AlignLeft);
    layout->addWidget(m_list);
}

void SkippedList::setFiles(const std::vector<SkippedFile>& files)
{
    setVisible(!files.empty());
    m_fold->setText(tr("%n file(s) left out", nullptr, static_cast<int>(files.size())));
    m_fold->updateGeometry();
    m_list->clear();
    for (std::size_t i = 0; i < std::min(files.size(), kShown); ++i) {
        Error reason = files[i].reason;
        if (reason.path.empty())
            reason.path = files[i].path;
        const QString text = errorText(reason);
        auto* item = new QListWidgetItem(text, m_list);
        item->setToolTip(text.toHtmlEscaped());
    }
    if (files.size() > kShown)
        m_list->addItem(tr("… and %n more", nullptr, static_cast<int>(files.size() - kShown)));
}

} // namespace cultivar
