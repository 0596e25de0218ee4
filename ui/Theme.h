// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace cultivar {

enum class Appearance { System, Light, Dark };

/// The colours of the window. Widgets that paint themselves ask for them with the palette they are shown in.
struct ThemeColors
{
    bool isDark = false;
    QColor window, surface, hover, border, text, dim;
    QColor accent, onAccent, accentSoft;
    QColor training, validation; // the two curves
    QColor danger, dangerSoft, notice, noticeSoft, frost;

    static const ThemeColors& light();
    static const ThemeColors& dark();
    static const ThemeColors& of(const QPalette& palette);
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
