// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cultivar {

struct ThemeColors;

/// The stylesheet in the given colours. Widgets opt in with the properties "role" (labels, frames) and "kind"
/// (buttons).
QString styleSheet(const ThemeColors& colors);

} // namespace cultivar
