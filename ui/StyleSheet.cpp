// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/StyleSheet.h"

#include "ui/Theme.h"

#include <utility>

namespace cultivar {

namespace {

constexpr auto kTemplate = R"(
QMainWindow, QDialog { background: @window; }
QToolTip { background: @surface; color: @text; border: 1px solid @border; padding: 4px 6px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: 18pt; font-weight: 600; }
QLabel[role="headline"] { font-size: 13pt; font-weight: 600; }
QLabel[role="section"] { font-weight: 600; }
QLabel[role="dim"] { color: @dim; }
QLabel[role="small"] { color: @dim; font-size: 9pt; }
QLabel[role="warning"] { color: @notice; font-size: 9pt; }
QLabel[role="number"] { font-size: 15pt; font-weight: 600; }

QFrame[role="card"] { background: @surface; border: 1px solid @border; border-radius: 8px; }
QFrame[role="line"] { background: @border; border: none; max-height: 1px; min-height: 1px; }

QPushButton { background: @surface; color: @text; border: 1px solid @border; border-radius: 6px; padding: 6px 14px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @border; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @faint; background: transparent; }
QPushButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: right center; right: 8px; width: 9px; }
QPushButton[hasMenu="true"] { padding-right: 26px; }
QPushButton[kind="primary"] { background: @accent; color: @onAccent; border-color: @accent; font-weight: 600; padding: 7px 20px; }
QPushButton[kind="primary"]:hover { background: @accentHover; }
QPushButton[kind="primary"]:focus { border-color: @text; }
QPushButton[kind="primary"]:disabled { background: @border; border-color: @border; color: @dim; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: @accent; padding: 2px 4px; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border-color: @accent; border-radius: 4px; }
QPushButton[kind="link"]:disabled { color: @dim; }
QPushButton[kind="tab"] { background: transparent; border: 1px solid transparent; color: @dim; padding: 5px 12px; }
QPushButton[kind="tab"]:hover { background: @hover; }
QPushButton[kind="tab"]:focus { border-color: @accent; }
QPushButton[kind="tab"]:checked { background: @accentSoft; color: @text; }

QPushButton[kind="choice"] { padding: 3px 10px; }
QPushButton[kind="choice"]:checked { background: @accentSoft; border-color: @accent; }

QPlainTextEdit { background: @surface; color: @text; border: 1px solid @border; border-radius: 8px; padding: 6px;
    selection-background-color: @accent; selection-color: @onAccent; }
QPlainTextEdit:focus { border-color: @accent; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QSpinBox, QDoubleSpinBox, QComboBox, QLineEdit { background: @surface; color: @text; border: 1px solid @border; border-radius: 6px;
    padding: 4px 8px; min-height: 18px; selection-background-color: @accent; selection-color: @onAccent; }
QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QLineEdit:focus { border-color: @accent; }
QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled, QLineEdit:disabled { color: @faint; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button { width: 0; border: none; }
QComboBox::drop-down { border: none; width: 18px; }
QComboBox QAbstractItemView { background: @surface; border: 1px solid @border; selection-background-color: @accentSoft; selection-color: @text; }

QSlider:horizontal { min-height: 20px; }
QSlider::groove:horizontal { height: 4px; background: @border; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @border; border-radius: 2px; }
QSlider::add-page:horizontal { background: @accent; border-radius: 2px; }
QSlider[kind="amount"]::sub-page:horizontal { background: @accent; }
QSlider[kind="amount"]::add-page:horizontal { background: @border; }
QSlider::handle:horizontal { background: @surface; border: 2px solid @accent; width: 12px; height: 12px; margin: -6px 0; border-radius: 8px; }
QSlider::handle:horizontal:focus { background: @accent; }
QSlider::add-page:horizontal:disabled { background: @faint; }
QSlider::handle:horizontal:disabled { border-color: @faint; }

QProgressBar { background: @border; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }

QScrollArea, QListView { background: transparent; border: none; outline: none; }
QListView[role="choices"]::item { border-radius: 6px; padding: 0 10px; color: @text; }
QListView[role="choices"]::item:hover { background: @hover; }
QListView[role="choices"]::item:selected { background: @accentSoft; color: @text; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: @scroll; border-radius: 3px; min-height: 32px; margin: 2px 3px; }
QScrollBar::handle:vertical:hover { background: @dim; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: @scroll; border-radius: 3px; min-width: 32px; margin: 3px 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QTableView { background: @surface; border: 1px solid @border; border-radius: 8px; outline: none;
    selection-background-color: @accentSoft; selection-color: @text; }
QTableView::item { padding: 0 8px; border: none; }
QTableView::item:selected { background: @accentSoft; color: @text; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: @surface; color: @dim; border: none; border-bottom: 1px solid @border; padding: 7px 8px; font-size: 9pt; }
QHeaderView::up-arrow, QHeaderView::down-arrow { subcontrol-origin: padding; subcontrol-position: center left; width: 9px; height: 9px; }

QMenuBar { background: @window; color: @text; padding: 2px 6px; border-bottom: 1px solid @border; }
QMenuBar::item { background: transparent; padding: 4px 10px; border-radius: 4px; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @surface; color: @text; border: 1px solid @border; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 24px; border-radius: 4px; }
QMenu::item:selected { background: @accentSoft; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
)";

QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto channel = [share](int x, int y) { return static_cast<int>(x + (y - x) * share); };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

} // namespace

QString styleSheet(const ThemeColors& colors)
{
    // Longer names first, since each is replaced as plain text.
    const std::pair<const char*, QColor> names[] = {
        {"@accentHover", mixed(colors.accent, colors.isDark ? QColor(Qt::white) : QColor(Qt::black), 0.12)},
        {"@accentSoft", colors.accentSoft},
        {"@accent", colors.accent},
        {"@onAccent", colors.onAccent},
        {"@window", colors.window},
        {"@surface", colors.surface},
        {"@hover", colors.hover},
        {"@border", colors.border},
        {"@faint", mixed(colors.dim, colors.window, 0.4)},
        {"@scroll", mixed(colors.dim, colors.window, 0.6)},
        {"@notice", colors.notice},
        {"@text", colors.text},
        {"@dim", colors.dim},
    };
    QString sheet = QString::fromLatin1(kTemplate);
    for (const auto& [name, color] : names)
        sheet.replace(QLatin1String(name), color.name());
    return sheet;
}

} // namespace cultivar
