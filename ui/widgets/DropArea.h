// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Icons.h"
#include "ui/widgets/DropContent.h"

#include <QFrame>

class QBoxLayout;

namespace cultivar {

/// A dashed field that says what may be dropped on it and glows while something is held over it.
class DropArea : public QFrame
{
    Q_OBJECT

public:
    enum class Size { Large, Compact };

    DropArea(Icon icon, const QString& headline, const QString& hint, Size size, QWidget* parent = nullptr);

    /// Puts a button below the words (large) or beside them (compact).
    void addButton(QWidget* button);

Q_SIGNALS:
    void dropped(const cultivar::DropContent& content);

protected:
    void paintEvent(QPaintEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void setHovered(bool isHovered);

    QBoxLayout* m_buttons = nullptr;
    bool m_isHovered = false;
};

} // namespace cultivar
