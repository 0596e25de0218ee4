// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace cultivar {

/// Whether @p a comes before @p b for people: "img2" before "img10", "apple" before "Birch". Independent of
/// the locale, so that class indices are the same on every machine; a total order on bytes.
bool naturallyBefore(std::string_view a, std::string_view b);

} // namespace cultivar
