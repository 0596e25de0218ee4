// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace cultivar {

/// A titled part of a page. Collapsible ones fold their content away behind the title.
class Section : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Fixed, Collapsed };

    Section(const QString& title, Kind kind, QWidget* content, QWidget* parent = nullptr);

private:
    void setExpanded(bool isExpanded);

    QWidget* m_content = nullptr;
};

} // namespace cultivar
