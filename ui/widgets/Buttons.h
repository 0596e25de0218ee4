// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace cultivar {

/// A push button in one of the stylesheet's kinds: plain, primary, link, tab.
QPushButton* makeButton(const QString& text, const char* kind, const char* objectName,
                        QWidget* parent = nullptr);

/// Changes the kind of a button that is already shown.
void setButtonKind(QPushButton* button, const char* kind);

} // namespace cultivar
