// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Paths.h"

#include <QTest>

/// Fails the test where a Result holds an error, and prints it.
#define VERIFY_RESULT(result)                                                                                     \
    do {                                                                                                          \
        const auto& verifiedResult = (result);                                                                    \
        if (!verifiedResult.has_value()) {                                                                        \
            const auto& verifiedError = verifiedResult.error();                                                   \
            const QString verifiedText = QStringLiteral("%1: code %2, %3 (%4)")                                   \
                                             .arg(QStringLiteral(#result))                                        \
                                             .arg(int(verifiedError.code))                                        \
                                             .arg(cultivar::displayPath(verifiedError.path), verifiedError.detail); \
            QFAIL(qPrintable(verifiedText));                                                                      \
        }                                                                                                         \
    } while (false)
