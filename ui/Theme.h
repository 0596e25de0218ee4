// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace cultivar {

enum class Appearance { System, Light, Dark };

/// The colours of the window, for widgets that paint themselves.
struct ThemeColors
{
    bool isDark = false;
    QColor window, surface, hover, border, text, dim;
    QColor accent, onAccent, accentSoft;
    QColor training, validation; // the two curves
    QColor danger, dangerSoft, notice, noticeSoft, frost;

    static const ThemeColors& light();
    static const ThemeColors& dark();
    /// Those that applyTheme() chose, told from the application's palette.
    static const ThemeColors& current();
};

/// Distances in device-independent pixels.
namespace metrics {
inline constexpr int kTight = 4;
inline constexpr int kSmall = 8;
inline constexpr int kMedium = 12;
inline constexpr int kLarge = 20;
inline constexpr int kPage = 28;
inline constexpr int kRadius = 8;
} // namespace metrics

/// Gives the application its style, palette, font and stylesheet. GUI thread.
void applyTheme(Appearance appearance);

} // namespace cultivar
