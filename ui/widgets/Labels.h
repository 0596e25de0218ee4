// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace cultivar {

/// A plain-text label in one of the stylesheet's roles: title, headline, section, dim, small, warning,
/// number.
QLabel* makeLabel(const QString& text, const char* role, QWidget* parent = nullptr);
/// The same, wrapping over several lines.
QLabel* makeWrappedLabel(const QString& text, const char* role, QWidget* parent = nullptr);
/// A horizontal hairline.
QFrame* makeLine(QWidget* parent = nullptr);

} // namespace cultivar
