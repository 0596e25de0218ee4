// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cultivar {

/// Loads the words of the user's language, once per application; English too has a file, for its plurals. GUI
/// thread.
void installTranslations();

} // namespace cultivar
