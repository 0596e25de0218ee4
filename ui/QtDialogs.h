// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Dialogs.h"

namespace cultivar {

/// Dialogs on the screen: Qt's modal ones, the only nested event loops of the program.
class QtDialogs : public Dialogs
{
public:
    std::optional<std::filesystem::path> openFolder(QWidget* parent, const FileRequest& request) override;
    std::vector<std::filesystem::path> openFiles(QWidget* parent, const FileRequest& request) override;
    std::optional<std::filesystem::path> openFile(QWidget* parent, const FileRequest& request) override;
    std::optional<std::filesystem::path> saveFile(QWidget* parent, const FileRequest& request) override;
    bool confirm(QWidget* parent, const QString& question, const QString& action) override;
    void inform(QWidget* parent, const QString& title, const QString& text) override;
};

} // namespace cultivar
