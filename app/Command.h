// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Arguments.h"
#include "app/CommandSyntax.h"
#include "app/Usage.h"
#include "core/base/CancelToken.h"
#include "core/base/Error.h"

namespace cultivar {

/// One command of the command line: says what it takes, reads its arguments, runs once. Main thread.
class Command
{
public:
    virtual ~Command() = default;

    virtual CommandSyntax syntax() const = 0;
    /// Turns the arguments into settings without touching a file. Errors: wrong usage.
    virtual UsageResult<void> configure(const Arguments& arguments) = 0;
    /// Does the work. Returns the exit code; an error is printed by the caller and ends with kExitFailed.
    virtual Result<int> run(const CancelToken& cancel) = 0;
};

} // namespace cultivar
