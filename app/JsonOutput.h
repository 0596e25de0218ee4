// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QJsonObject>

namespace cultivar {

/// Writes the one JSON document that `--json` promises to stdout, indented and ending with a line feed.
/// Error: WriteFailed.
Result<void> printJson(const QJsonObject& document);

/// The same for text meant for people. Error: WriteFailed.
Result<void> printText(const QString& text);

} // namespace cultivar
