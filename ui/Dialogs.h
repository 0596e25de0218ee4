// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <filesystem>
#include <optional>
#include <vector>

class QWidget;

namespace cultivar {

/// What a file dialog offers, for people: "Cultivar models (*.cultivar)".
struct FileRequest
{
    QString title;
    QString filter;
    std::filesystem::path start;
};

/// The questions the window asks, so that tests can answer them. Every answer may be "no": an empty optional
/// or list.
class Dialogs
{
public:
    virtual ~Dialogs() = default;
    virtual std::optional<std::filesystem::path> openFolder(QWidget* parent, const FileRequest& request) = 0;
    virtual std::vector<std::filesystem::path> openFiles(QWidget* parent, const FileRequest& request) = 0;
    virtual std::optional<std::filesystem::path> openFile(QWidget* parent, const FileRequest& request) = 0;
    virtual std::optional<std::filesystem::path> saveFile(QWidget* parent, const FileRequest& request) = 0;
    /// @p action is the verb on the button that says yes.
    virtual bool confirm(QWidget* parent, const QString& question, const QString& action) = 0;
    virtual void inform(QWidget* parent, const QString& title, const QString& text) = 0;
};

} // namespace cultivar
