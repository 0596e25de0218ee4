// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Theme.h"

#include <QByteArray>
#include <QString>

#include <filesystem>
#include <map>

namespace cultivar {

/// What the window remembers from one start to the next. A plain value; SettingsStore reads and writes it.
struct Settings
{
    Appearance appearance = Appearance::System;
    QByteArray windowGeometry;
    std::filesystem::path lastDataset;                // empty at the very first start
    std::filesystem::path dialogFolder;               // where file dialogs begin
    QString backbone;                                 // empty: the offline default
    std::map<QString, std::filesystem::path> weights; // files chosen by hand, by backbone
    QString weightsMirror; // address to fetch published weights below; empty: the published one
};

} // namespace cultivar
