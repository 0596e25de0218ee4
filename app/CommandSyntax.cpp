// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CommandSyntax.h"

#include <algorithm>

namespace cultivar {

namespace {

constexpr int kHelpColumn = 28;

/// "  --epochs N               what it does", further lines of the help indented to the same column.
QString row(const QString& left, const QString& help)
{
    QString text = QStringLiteral("  ") + left;
    text = text.size() < kHelpColumn ? text.leftJustified(kHelpColumn)
                                     : text + u'\n' + QString(kHelpColumn, u' ');
    return text + QString(help).replace(u'\n', u'\n' + QString(kHelpColumn, u' ')) + u'\n';
}

QString spelling(const CommandSyntax::Option& option)
{
    return option.value.isEmpty() ? option.name : option.name + u' ' + option.value;
}

} // namespace

const CommandSyntax::Option* CommandSyntax::option(const QString& wanted) const
{
    const auto found = std::find_if(options.begin(), options.end(),
                                    [&](const Option& option) { return option.name == wanted; });
    return found == options.end() ? nullptr : &*found;
}

QString CommandSyntax::usageLine() const
{
    QString line = QStringLiteral("cultivar ") + name;
    for (const Operand& operand : operands)
        line += (operand.isOptional ? QStringLiteral(" [%1]") : QStringLiteral(" %1"))
                    .arg(operand.name + (operand.isRepeated ? QStringLiteral("…") : QString()));
    for (const Option& option : options) {
        if (option.isRequired)
            line += u' ' + spelling(option);
    }
    return line + QStringLiteral(" [options]");
}

QString CommandSyntax::helpText() const
{
    QString text = QStringLiteral("Usage: ") + usageLine() + QStringLiteral("\n\n") + summary + u'\n';
    if (!operands.empty())
        text += u'\n';
    for (const Operand& operand : operands)
        text += row(operand.name, operand.help);
    text += QStringLiteral("\nOptions:\n");
    for (const Option& option : options)
        text += row(spelling(option), option.help);
    text += row(QStringLiteral("--help"), QStringLiteral("show this text"));
    if (!notes.isEmpty())
        text += u'\n' + notes + u'\n';
    return text;
}

} // namespace cultivar
