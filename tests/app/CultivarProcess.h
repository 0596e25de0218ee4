// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

/// One finished run of the real binary.
struct CultivarProcess
{
    int exitCode = -1; // −1: did not start, crashed or hung
    QByteArray out;
    QByteArray err;

    static CultivarProcess run(const QStringList& arguments);

    /// stdout as the one JSON document it must be; empty otherwise.
    QJsonObject json() const;
    /// The lines of stderr.
    QStringList errorLines() const;
};
