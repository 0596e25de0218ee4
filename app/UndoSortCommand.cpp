// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/UndoSortCommand.h"

#include "app/JsonOutput.h"
#include "app/SortOptions.h"

namespace cultivar {

CommandSyntax UndoSortCommand::syntax() const
{
    const bool isUndo = m_kind == Kind::Undo;
    CommandSyntax syntax;
    syntax.name = isUndo ? QStringLiteral("undo-sort") : QStringLiteral("finish-sort");
    syntax.summary = isUndo ? QStringLiteral("take the latest sort into a folder back")
                            : QStringLiteral("finish a sort into a folder that was cut off");
    syntax.operands = {{"DIR", "what was given to 'cultivar classify … --sort-into'"}};
    syntax.options = {{"--json", "", "print the result as one JSON document on stdout"}};
    syntax.notes = QStringLiteral(
        "Undoing removes copies only while the files that they were made of have the same bytes, and\n"
        "brings moved files back. A file that cannot be taken back is named; the rest is.");
    return syntax;
}

UsageResult<void> UndoSortCommand::configure(const Arguments& arguments)
{
    m_target = arguments.operands().front();
    m_isJson = arguments.has("--json");
    return {};
}

Result<int> UndoSortCommand::run(const CancelToken& cancel)
{
    auto sort = FileSort::latest(m_target);
    const bool isUndo = m_kind == Kind::Undo;
    if (!sort || (!isUndo && !sort->isUnfinished()))
        return failure(ErrorCode::NoSort, m_target);
    ProgressLine line;
    const auto tell = [&](std::size_t done, std::size_t total) {
        line.update(isUndo ? QStringLiteral("taking back") : QStringLiteral("sorting"),
                    static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
    };
    const std::size_t total = sort->size();
    const auto outcome = isUndo ? sort->undo(cancel, tell) : sort->carryOut(cancel, tell);
    line.clear();
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (!m_isJson)
        printFailures(*outcome);
    const auto printed =
        m_isJson ? printJson(toJson(*outcome))
                 : printText(QStringLiteral("%1 of %2 files %3%4\n")
                                 .arg(outcome->done)
                                 .arg(total)
                                 .arg(isUndo ? QStringLiteral("taken back") : QStringLiteral("sorted"),
                                      outcome->isCancelled ? QStringLiteral(", then stopped") : QString()));
    if (!printed)
        return tl::unexpected(printed.error());
    return outcome->failed.empty() && !outcome->isCancelled ? kExitDone : kExitFailed;
}

} // namespace cultivar
