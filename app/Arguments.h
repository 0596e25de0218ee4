// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/CommandSyntax.h"
#include "app/Usage.h"

#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cultivar {

/// The words after a command, checked against its syntax. Words stay the bytes they were, so that file names
/// which are not UTF-8 reach the file system unchanged. Options are written `--name value` or `--name=value`,
/// each at most once; `--` ends them.
class Arguments
{
public:
    /// An error names the option or operand that is unknown, missing, repeated or left without its value.
    static UsageResult<Arguments> parse(const CommandSyntax& syntax, const std::vector<std::string>& words);

    bool isHelpWanted() const { return m_isHelpWanted; }
    bool has(const QString& option) const { return m_options.contains(option); }
    /// The option's value; empty without it.
    QString text(const QString& option) const;
    std::filesystem::path path(const QString& option) const;
    const std::vector<std::filesystem::path>& operands() const { return m_operands; }

    /// The value as a number in @p minimum … @p maximum; @p fallback without the option. Errors name option
    /// and range.
    UsageResult<std::int64_t> integer(const QString& option, std::int64_t fallback, std::int64_t minimum,
                                      std::int64_t maximum) const;
    UsageResult<std::uint64_t> seed(const QString& option) const;
    /// As integer(), but @p minimum itself is not in the range.
    UsageResult<double> positive(const QString& option, double fallback, double maximum) const;
    /// From 0 to @p maximum, both included.
    UsageResult<double> notNegative(const QString& option, double fallback, double maximum) const;
    /// The index of the value in @p choices, of which the first is the default. The error lists them.
    UsageResult<int> choice(const QString& option, const QStringList& choices) const;

private:
    std::optional<double> real(const QString& option) const;
    UsageResult<std::size_t> takeOption(const CommandSyntax& syntax, const std::vector<std::string>& words,
                                        std::size_t index);
    UsageResult<void> checkComplete(const CommandSyntax& syntax) const;

    std::map<QString, std::string> m_options;
    std::vector<std::filesystem::path> m_operands;
    bool m_isHelpWanted = false;
};

} // namespace cultivar
