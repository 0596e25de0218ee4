// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/Settings.h"

#include <QMenu>

namespace cultivar {

/// Light, dark, or as the system: applied at once and remembered.
class AppearanceMenu : public QMenu
{
    Q_OBJECT

public:
    AppearanceMenu(Settings& settings, QWidget* parent);
};

} // namespace cultivar
