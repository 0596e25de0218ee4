// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Command.h"

#include <memory>
#include <string>
#include <vector>

namespace cultivar {

/// What the words after `cultivar` ask for. parse() decides before any Qt application object exists, since a
/// command must run without a display and the window needs another kind of object than a command.
class CommandLine
{
public:
    enum class Kind { Window, Command, Text, WrongUsage };

    static CommandLine parse(const std::vector<std::string>& words);

    Kind kind() const { return m_kind; }
    /// Kind::Window: the model file or dataset folder to open; may be empty.
    const std::filesystem::path& file() const { return m_file; }

    /// Kind::Command: runs it, prints an error as one line and returns the exit code. Kind::Text and
    /// Kind::WrongUsage: prints the text or the error.
    int run();

private:
    static CommandLine text(const QString& text);
    static CommandLine wrongUsage(const QString& command, const QString& message);
    static CommandLine forCommand(std::unique_ptr<Command> command, const std::vector<std::string>& words);
    static CommandLine forWindow(const std::vector<std::string>& words);
    int runCommand();

    Kind m_kind = Kind::Window;
    QString m_text; // to print, for Text and WrongUsage; the command's name otherwise
    std::filesystem::path m_file;
    std::unique_ptr<Command> m_command;
};

} // namespace cultivar
