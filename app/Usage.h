// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace cultivar {

/// The command line asks for something that does not exist or contradicts itself: one sentence for stderr,
/// which names the option. Ends the program with kExitUsage.
struct UsageError
{
    QString message;
};

template <typename T>
using UsageResult = tl::expected<T, UsageError>;

inline tl::unexpected<UsageError> usageFailure(QString message)
{
    return tl::unexpected<UsageError>(UsageError{std::move(message)});
}

/// The exit codes that scripts rely on.
constexpr int kExitDone = 0;
constexpr int kExitFailed = 1;
constexpr int kExitUsage = 2;

} // namespace cultivar
