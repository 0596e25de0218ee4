// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Buttons.h"

#include <QStyle>
#include <QVariant>

namespace cultivar {

QPushButton* makeButton(const QString& text, const char* kind, const char* objectName, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setProperty("kind", kind);
    button->setObjectName(QLatin1String(objectName));
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

void setButtonKind(QPushButton* button, const char* kind)
{
    if (button->property("kind").toByteArray() == kind)
        return;
    button->setProperty("kind", kind);
    button->style()->unpolish(button);
    button->style()->polish(button);
}

} // namespace cultivar
