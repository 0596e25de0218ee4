// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/SnippetView.h"

#include "core/base/Paths.h"
#include "ui/Theme.h"
#include "ui/widgets/Buttons.h"
#include "ui/widgets/Labels.h"

#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QTextOption>

namespace cultivar {

SnippetView::SnippetView(QWidget* parent) : QWidget(parent), m_languages(new QButtonGroup(this))
{
    m_name = makeLabel({}, "small", this);
    m_name->setObjectName(QStringLiteral("snippetName"));
    m_copy = makeButton(tr("Copy"), "plain", "copySnippetButton", this);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(metrics::kSmall);
    const char* languages[] = {"Python", "C++"};
    for (int i = 0; i < 2; ++i) {
        auto* button =
            makeButton(QLatin1String(languages[i]), "choice", i == 0 ? "pythonSnippet" : "cppSnippet", this);
        button->setCheckable(true);
        m_languages->addButton(button, i);
        bar->addWidget(button);
    }
    m_languages->button(0)->setChecked(true);
    bar->addWidget(m_name, 1);
    bar->addWidget(m_copy);

    m_text = new QPlainTextEdit(this);
    m_text->setObjectName(QStringLiteral("snippetText"));
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(this->font().pointSizeF() * 0.9);
    m_text->setFont(font);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSmall);
    layout->addLayout(bar);
    layout->addWidget(m_text, 1);
    connect(m_languages, &QButtonGroup::idClicked, this, &SnippetView::showLanguage);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_text->toPlainText());
        m_copy->setText(tr("Copied"));
    });
}

void SnippetView::show(std::vector<ExportSnippet> snippets, const QString& reason)
{
    m_snippets = std::move(snippets);
    m_text->setPlaceholderText(reason);
    if (m_snippets.size() < 2)
        m_languages->button(0)->setChecked(true);
    for (QAbstractButton* button : m_languages->buttons())
        button->setVisible(m_languages->id(button) < static_cast<int>(m_snippets.size()));
    showLanguage();
}

void SnippetView::showLanguage()
{
    m_copy->setText(tr("Copy"));
    m_copy->setVisible(!m_snippets.empty());
    m_name->setVisible(!m_snippets.empty());
    if (m_snippets.empty()) {
        m_text->clear();
        return;
    }
    const ExportSnippet& snippet = m_snippets[static_cast<std::size_t>(m_languages->checkedId())];
    m_name->setText(displayPath(snippet.file.filename()));
    m_text->setPlainText(snippet.text);
}

} // namespace cultivar
