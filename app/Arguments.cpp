// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Arguments.h"

#include "core/base/Paths.h"

#include <cmath>

namespace cultivar {

namespace {

bool isOption(const std::string& word)
{
    return word.size() > 1 && word.front() == '-';
}

/// The word as it may stand in a message: one line of valid Unicode.
QString shown(const std::string& word)
{
    return displayPath(word);
}

} // namespace

UsageResult<Arguments> Arguments::parse(const CommandSyntax& syntax, const std::vector<std::string>& words)
{
    Arguments arguments;
    bool isPastOptions = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!isPastOptions && words[i] == "--") {
            isPastOptions = true;
        } else if (!isPastOptions && (words[i] == "--help" || words[i] == "-h")) {
            arguments.m_isHelpWanted = true;
            return arguments;
        } else if (!isPastOptions && isOption(words[i])) {
            const auto taken = arguments.takeOption(syntax, words, i);
            if (!taken)
                return tl::unexpected(taken.error());
            i = *taken;
        } else if (words[i].empty()) {
            return usageFailure(QStringLiteral("an argument is empty"));
        } else {
            arguments.m_operands.emplace_back(words[i]);
        }
    }
    if (const auto complete = arguments.checkComplete(syntax); !complete)
        return tl::unexpected(complete.error());
    return arguments;
}

/// Takes the option at @p index and returns the index of the last word that belongs to it.
UsageResult<std::size_t> Arguments::takeOption(const CommandSyntax& syntax,
                                               const std::vector<std::string>& words, std::size_t index)
{
    const std::string& word = words[index];
    const std::size_t equals = word.find('=');
    const QString name = shown(word.substr(0, equals));
    const CommandSyntax::Option* option = syntax.option(name);
    if (!option)
        return usageFailure(QStringLiteral("unknown option %1").arg(name));
    if (has(name))
        return usageFailure(QStringLiteral("%1 is given twice").arg(name));

    std::string value;
    if (option->value.isEmpty()) {
        if (equals != std::string::npos)
            return usageFailure(QStringLiteral("%1 takes no value").arg(name));
    } else if (equals != std::string::npos) {
        value = word.substr(equals + 1);
    } else if (index + 1 < words.size() && !words[index + 1].starts_with("--")) {
        value = words[++index];
    }
    if (!option->value.isEmpty() && value.empty())
        return usageFailure(QStringLiteral("%1 needs a value: %1 %2").arg(name, option->value));
    m_options.emplace(name, std::move(value));
    return index;
}

UsageResult<void> Arguments::checkComplete(const CommandSyntax& syntax) const
{
    if (m_operands.size() < syntax.operands.size() && !syntax.operands[m_operands.size()].isOptional)
        return usageFailure(QStringLiteral("%1 is missing").arg(syntax.operands[m_operands.size()].name));
    const bool isOpenEnded = !syntax.operands.empty() && syntax.operands.back().isRepeated;
    if (m_operands.size() > syntax.operands.size() && !isOpenEnded) {
        const QString extra = displayPath(m_operands[syntax.operands.size()]);
        return usageFailure(QStringLiteral("unexpected argument '%1'").arg(extra));
    }
    for (const CommandSyntax::Option& option : syntax.options) {
        if (option.isRequired && !has(option.name))
            return usageFailure(QStringLiteral("%1 %2 is missing").arg(option.name, option.value));
    }
    return {};
}

QString Arguments::text(const QString& option) const
{
    const auto found = m_options.find(option);
    return found == m_options.end() ? QString() : shown(found->second);
}

std::filesystem::path Arguments::path(const QString& option) const
{
    const auto found = m_options.find(option);
    return found == m_options.end() ? std::filesystem::path() : std::filesystem::path(found->second);
}

UsageResult<std::int64_t> Arguments::integer(const QString& option, std::int64_t fallback,
                                             std::int64_t minimum, std::int64_t maximum) const
{
    if (!has(option))
        return fallback;
    bool isNumber = false;
    const qlonglong value = text(option).toLongLong(&isNumber);
    if (!isNumber || value < minimum || value > maximum) {
        return usageFailure(QStringLiteral("%1 must be a whole number from %2 to %3, not '%4'")
                                .arg(option)
                                .arg(minimum)
                                .arg(maximum)
                                .arg(text(option)));
    }
    return value;
}

UsageResult<std::uint64_t> Arguments::seed(const QString& option) const
{
    if (!has(option))
        return std::uint64_t{0};
    bool isNumber = false;
    const qulonglong value = text(option).toULongLong(&isNumber);
    if (!isNumber) {
        return usageFailure(
            QStringLiteral("%1 must be a whole number of at least 0, not '%2'").arg(option, text(option)));
    }
    return value;
}

UsageResult<double> Arguments::positive(const QString& option, double fallback, double maximum) const
{
    if (!has(option))
        return fallback;
    const auto value = real(option);
    if (!value || *value <= 0.0 || *value > maximum) {
        return usageFailure(QStringLiteral("%1 must be a number above 0 and at most %2, not '%3'")
                                .arg(option)
                                .arg(maximum)
                                .arg(text(option)));
    }
    return *value;
}

UsageResult<double> Arguments::notNegative(const QString& option, double fallback, double maximum) const
{
    if (!has(option))
        return fallback;
    const auto value = real(option);
    if (!value || *value < 0.0 || *value > maximum) {
        return usageFailure(QStringLiteral("%1 must be a number from 0 to %2, not '%3'")
                                .arg(option)
                                .arg(maximum)
                                .arg(text(option)));
    }
    return *value;
}

std::optional<double> Arguments::real(const QString& option) const
{
    bool isNumber = false;
    const double value = text(option).toDouble(&isNumber);
    return isNumber && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

UsageResult<int> Arguments::choice(const QString& option, const QStringList& choices) const
{
    if (!has(option))
        return 0;
    const int index = static_cast<int>(choices.indexOf(text(option)));
    if (index < 0) {
        return usageFailure(
            QStringLiteral("%1 must be one of %2, not '%3'").arg(option, choices.join(u", "), text(option)));
    }
    return index;
}

} // namespace cultivar
