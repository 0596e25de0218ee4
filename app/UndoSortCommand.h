// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Command.h"

namespace cultivar {

/// `cultivar undo-sort` takes back the latest sort into a folder; `cultivar finish-sort` goes on with one
/// that was cut off.
class UndoSortCommand : public Command
{
public:
    enum class Kind { Undo, Finish };

    explicit UndoSortCommand(Kind kind) : m_kind(kind) {}

    CommandSyntax syntax() const override;
    UsageResult<void> configure(const Arguments& arguments) override;
    Result<int> run(const CancelToken& cancel) override;

private:
    Kind m_kind;
    std::filesystem::path m_target;
    bool m_isJson = false;
};

} // namespace cultivar
