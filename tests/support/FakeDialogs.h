// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/Dialogs.h"

#include <QStringList>

namespace cultivar {

/// Answers that a test has prepared; without one, the dialog is cancelled.
class FakeDialogs : public Dialogs
{
public:
    std::optional<std::filesystem::path> folder, file, savedFile;
    std::vector<std::filesystem::path> files;
    bool isConfirmed = true;
    QStringList questions; // what confirm() was asked
    QStringList informed;

    std::optional<std::filesystem::path> openFolder(QWidget*, const FileRequest&) override { return folder; }
    std::vector<std::filesystem::path> openFiles(QWidget*, const FileRequest&) override { return files; }
    std::optional<std::filesystem::path> openFile(QWidget*, const FileRequest&) override { return file; }
    std::optional<std::filesystem::path> saveFile(QWidget*, const FileRequest&) override { return savedFile; }
    bool confirm(QWidget*, const QString& question, const QString&) override
    {
        questions << question;
        return isConfirmed;
    }
    void inform(QWidget*, const QString&, const QString& text) override { informed << text; }
};

} // namespace cultivar
