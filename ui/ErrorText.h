// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

namespace cultivar {

/// The only map from an Error to words: the file it is about, what is wrong, and what to do next, in plain
/// text. Serves the window and the command line. Any thread.
QString errorText(const Error& error);

} // namespace cultivar
