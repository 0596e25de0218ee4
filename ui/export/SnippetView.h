// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/ExportSnippets.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace cultivar {

/// The programs that come with an export, one language at a time, to read and to copy.
class SnippetView : public QWidget
{
    Q_OBJECT

public:
    explicit SnippetView(QWidget* parent = nullptr);

    /// The language chosen before stays chosen where there is one. @p reason: shown where there are no
    /// programs.
    void show(std::vector<ExportSnippet> snippets, const QString& reason);

private:
    void showLanguage();

    std::vector<ExportSnippet> m_snippets;
    QButtonGroup* m_languages = nullptr;
    QPlainTextEdit* m_text = nullptr;
    QLabel* m_name = nullptr;
    QPushButton* m_copy = nullptr;
};

} // namespace cultivar
