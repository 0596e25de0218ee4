// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/classify/ClassChooser.h"

#include "ui/Theme.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace cultivar {

ClassChooser::ClassChooser(QWidget* parent) : QFrame(parent, Qt::Popup)
{
    constexpr QSize kSize(260, 280);
    setProperty("role", "card");
    setObjectName(QStringLiteral("classChooser"));
    resize(kSize);
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("classSearch"));
    m_search->setPlaceholderText(tr("Search, or name a new class"));
    m_search->installEventFilter(this);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("classChoices"));
    m_list->setProperty("role", "choices");
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the keys go through the search field
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::kSmall, metrics::kSmall, metrics::kSmall, metrics::kSmall);
    layout->setSpacing(metrics::kSmall);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    connect(m_search, &QLineEdit::textChanged, this, &ClassChooser::showMatching);
    connect(m_search, &QLineEdit::returnPressed, this, &ClassChooser::accept);
    connect(m_list, &QListWidget::itemClicked, this, &ClassChooser::accept);
}

void ClassChooser::ask(const QStringList& classes, const QWidget* button)
{
    m_classes = classes;
    m_search->clear();
    showMatching();
    move(button->mapToGlobal(QPoint(0, button->height() + metrics::kTight)));
    show();
    m_search->setFocus();
}

void ClassChooser::showMatching()
{
    const QString text = m_search->text().trimmed();
    m_list->clear();
    for (const QString& name : m_classes) {
        if (!name.contains(text, Qt::CaseInsensitive))
            continue;
        auto* item = new QListWidgetItem(name.simplified(), m_list);
        item->setData(Qt::UserRole, name);
    }
    if (!text.isEmpty() && !m_classes.contains(text)) {
        auto* item = new QListWidgetItem(tr("New class “%1”").arg(text), m_list);
        item->setData(Qt::UserRole, text);
    }
    constexpr int kItemHeight = 30;
    for (int i = 0; i < m_list->count(); ++i)
        m_list->item(i)->setSizeHint({0, kItemHeight});
    m_list->setCurrentRow(0);
}

void ClassChooser::accept()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (!item)
        return;
    const QString name = item->data(Qt::UserRole).toString();
    hide();
    Q_EMIT chosen(name);
}

/// Up and down choose while the search field keeps the focus.
bool ClassChooser::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(object, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Up && key != Qt::Key_Down)
        return QFrame::eventFilter(object, event);
    QCoreApplication::sendEvent(m_list, event);
    return true;
}

} // namespace cultivar
