// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Theme.h"

#include "ui/StyleSheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>
#include <QStyleFactory>

namespace cultivar {

const ThemeColors& ThemeColors::light()
{
    static const ThemeColors colors{
        .isDark = false,
        .window = QColor(0xf5f6f3),
        .surface = QColor(0xffffff),
        .hover = QColor(0xeef1ec),
        .border = QColor(0xdde1da),
        .text = QColor(0x1b231e),
        .dim = QColor(0x646e67),
        .accent = QColor(0x2a7a4b),
        .onAccent = QColor(0xffffff),
        .accentSoft = QColor(0xe3f0e7),
        .training = QColor(0x3b6fc4),
        .validation = QColor(0x2a8a52),
        .danger = QColor(0xb3402e),
        .dangerSoft = QColor(0xfbeae6),
        .notice = QColor(0x8a6414),
        .noticeSoft = QColor(0xfaf1dc),
        .frost = QColor(0x5b87b5),
    };
    return colors;
}

const ThemeColors& ThemeColors::dark()
{
    static const ThemeColors colors{
        .isDark = true,
        .window = QColor(0x151816),
        .surface = QColor(0x1e2320),
        .hover = QColor(0x272d29),
        .border = QColor(0x343b36),
        .text = QColor(0xe7ebe8),
        .dim = QColor(0x9aa49d),
        .accent = QColor(0x62bd87),
        .onAccent = QColor(0x0d1a12),
        .accentSoft = QColor(0x233a2c),
        .training = QColor(0x7ea8ee),
        .validation = QColor(0x62bd87),
        .danger = QColor(0xf08d78),
        .dangerSoft = QColor(0x3d2621),
        .notice = QColor(0xe3bd6a),
        .noticeSoft = QColor(0x382f1b),
        .frost = QColor(0x86b1de),
    };
    return colors;
}

const ThemeColors& ThemeColors::current()
{
    return QGuiApplication::palette().color(QPalette::Window).lightness() < 128 ? dark() : light();
}

namespace {

QPalette paletteFor(const ThemeColors& colors)
{
    QPalette palette(colors.text, colors.surface, colors.surface, colors.border, colors.border, colors.text,
                     colors.text, colors.surface, colors.window);
    palette.setColor(QPalette::AlternateBase, colors.hover);
    palette.setColor(QPalette::Highlight, colors.accent);
    palette.setColor(QPalette::HighlightedText, colors.onAccent);
    palette.setColor(QPalette::Link, colors.accent);
    palette.setColor(QPalette::PlaceholderText, colors.dim);
    palette.setColor(QPalette::ToolTipBase, colors.surface);
    palette.setColor(QPalette::ToolTipText, colors.text);
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colors.dim);
    return palette;
}

/// The desktop's own font where it has one; otherwise a calmer one than Qt's fallback.
QFont applicationFont()
{
    QFont font = QApplication::font();
    const QString family = QFontInfo(font).family();
    if (family != QLatin1String("DejaVu Sans"))
        return font;
    const QStringList installed = QFontDatabase::families();
    for (const char* wanted : {"Inter", "Noto Sans", "Cantarell", "Open Sans"}) {
        if (installed.contains(QLatin1String(wanted))) {
            font.setFamily(QLatin1String(wanted));
            font.setPointSizeF(10.0);
            break;
        }
    }
    return font;
}

} // namespace

void applyTheme(Appearance appearance)
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(QPalette()); // back to what the desktop prefers, to look at it
    const ThemeColors& system = ThemeColors::current();
    const ThemeColors& colors = appearance == Appearance::System ? system
                                : appearance == Appearance::Dark ? ThemeColors::dark()
                                                                 : ThemeColors::light();
    QApplication::setFont(applicationFont());
    QApplication::setPalette(paletteFor(colors));
    qApp->setStyleSheet(styleSheet(colors));
}

} // namespace cultivar
