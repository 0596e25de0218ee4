// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace cultivar {

/// What one command takes, as data: the parser, the help text and the error messages all read it.
struct CommandSyntax
{
    struct Operand
    {
        QString name; // "DATASET"
        QString help;
        bool isRepeated = false; // only the last one may be; it takes one or more
        bool isOptional = false; // so are all that follow it
    };
    struct Option
    {
        QString name;  // "--epochs"
        QString value; // "N"; empty: a switch
        QString help;
        bool isRequired = false;
    };

    QString name;    // "train"
    QString summary; // one line
    std::vector<Operand> operands;
    std::vector<Option> options;
    QString notes; // paragraphs below the options; may be empty

    const Option* option(const QString& name) const;
    /// "cultivar train DATASET --out FILE [options]"
    QString usageLine() const;
    /// The whole help text, ending with a line feed.
    QString helpText() const;
};

} // namespace cultivar
