// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CommandLine.h"

#include "app/BackbonesCommand.h"
#include "app/ClassifyCommand.h"
#include "app/CompareCommand.h"
#include "app/EvaluateCommand.h"
#include "app/ExportCommand.h"
#include "app/FindRateCommand.h"
#include "app/InspectCommand.h"
#include "app/SampleCommand.h"
#include "app/StopSignals.h"
#include "app/SuggestCommand.h"
#include "app/Terminal.h"
#include "app/TrainCommand.h"
#include "app/UndoSortCommand.h"
#include "core/base/Paths.h"
#include "ui/ErrorText.h"

#include <QCoreApplication>

#include <exception>
#include <new>

namespace cultivar {

namespace {

std::vector<std::unique_ptr<Command>> allCommands()
{
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(std::make_unique<TrainCommand>());
    commands.push_back(std::make_unique<ClassifyCommand>());
    commands.push_back(std::make_unique<UndoSortCommand>(UndoSortCommand::Kind::Undo));
    commands.push_back(std::make_unique<UndoSortCommand>(UndoSortCommand::Kind::Finish));
    commands.push_back(std::make_unique<EvaluateCommand>());
    commands.push_back(std::make_unique<ExportCommand>());
    commands.push_back(std::make_unique<InspectCommand>());
    commands.push_back(std::make_unique<BackbonesCommand>());
    commands.push_back(std::make_unique<SuggestCommand>());
    commands.push_back(std::make_unique<CompareCommand>());
    commands.push_back(std::make_unique<FindRateCommand>());
    commands.push_back(std::make_unique<SampleCommand>());
    return commands;
}

QString globalHelp()
{
    QString text = QStringLiteral("Cultivar grafts a new classifier onto a pretrained network.\n\n"
                                  "Usage: cultivar [FILE.cultivar]      open the window\n"
                                  "       cultivar COMMAND [arguments]  work without a window\n\n"
                                  "Commands:\n");
    for (const auto& command : allCommands()) {
        const CommandSyntax syntax = command->syntax();
        text += QStringLiteral("  %1%2\n").arg(syntax.name, -12).arg(syntax.summary);
    }
    return text +
           QStringLiteral("\nOptions:\n"
                          "  --help      show this text; 'cultivar COMMAND --help' explains a command\n"
                          "  --version   show the version\n\n"
                          "Exit code: 0 done, 1 failed, 2 wrong usage.\n");
}

} // namespace

CommandLine CommandLine::parse(const std::vector<std::string>& words)
{
    if (words.empty())
        return forWindow(words);
    if (words.front() == "--help" || words.front() == "-h" || words.front() == "help")
        return text(globalHelp());
    if (words.front() == "--version")
        return text(QStringLiteral("cultivar " CULTIVAR_VERSION "\n"));
    for (auto& command : allCommands()) {
        if (command->syntax().name.toStdString() == words.front())
            return forCommand(std::move(command), {words.begin() + 1, words.end()});
    }
    return forWindow(words);
}

CommandLine CommandLine::text(const QString& text)
{
    CommandLine line;
    line.m_kind = Kind::Text;
    line.m_text = text;
    return line;
}

CommandLine CommandLine::wrongUsage(const QString& command, const QString& message)
{
    const QString program =
        command.isEmpty() ? QStringLiteral("cultivar") : QStringLiteral("cultivar ") + command;
    CommandLine line;
    line.m_kind = Kind::WrongUsage;
    line.m_text = QStringLiteral("%1: %2; see '%1 --help'").arg(program, message);
    return line;
}

CommandLine CommandLine::forCommand(std::unique_ptr<Command> command, const std::vector<std::string>& words)
{
    const CommandSyntax syntax = command->syntax();
    const auto arguments = Arguments::parse(syntax, words);
    if (!arguments)
        return wrongUsage(syntax.name, arguments.error().message);
    if (arguments->isHelpWanted())
        return text(syntax.helpText());
    if (const auto configured = command->configure(*arguments); !configured)
        return wrongUsage(syntax.name, configured.error().message);
    CommandLine line;
    line.m_kind = Kind::Command;
    line.m_text = syntax.name;
    line.m_command = std::move(command);
    return line;
}

/// `cultivar` alone, or with one model file or dataset folder to open.
CommandLine CommandLine::forWindow(const std::vector<std::string>& words)
{
    CommandLine line;
    if (words.empty())
        return line;
    const QString first = displayPath(words.front());
    if (words.front().starts_with("-"))
        return wrongUsage({}, QStringLiteral("unknown option %1").arg(first));
    line.m_file = words.front();
    std::error_code ignored;
    if (line.m_file.extension() != ".cultivar" && !std::filesystem::exists(line.m_file, ignored))
        return wrongUsage({}, QStringLiteral("unknown command '%1'").arg(first));
    if (words.size() > 1)
        return wrongUsage({}, QStringLiteral("unexpected argument '%1'").arg(displayPath(words[1])));
    return line;
}

int CommandLine::run()
{
    switch (m_kind) {
    case Kind::Text:
        return writeStandardOutput(m_text.toUtf8()) ? kExitDone : kExitFailed;
    case Kind::WrongUsage:
        writeStandardErrorLine(m_text);
        return kExitUsage;
    case Kind::Command:
        return runCommand();
    case Kind::Window:
        break;
    }
    return kExitFailed;
}

int CommandLine::runCommand()
{
    const StopSignals stopSignals;
    Result<int> result = kExitFailed;
    try {
        result = m_command->run(stopSignals.token());
    } catch (const std::bad_alloc&) {
        result = failure(ErrorCode::OutOfMemory);
    } catch (const std::exception& exception) {
        result = failure(ErrorCode::Internal, {}, QString::fromUtf8(exception.what()).section(u'\n', 0, 0));
    }
    if (result)
        return *result;
    writeStandardErrorLine(QStringLiteral("cultivar %1: %2").arg(m_text, oneLine(errorText(result.error()))));
    return kExitFailed;
}

} // namespace cultivar
