// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/Settings.h"

namespace cultivar {

/// Keeps Settings on disk: the only class that knows QSettings and its keys. GUI thread.
class SettingsStore
{
public:
    static Settings load();
    static void save(const Settings& settings);
};

} // namespace cultivar
