// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <string>
#include <unordered_map>
#include <unordered_set>

namespace cultivar {

/// Gives out names for files that will go into folders, so that none replaces another. Not thread-safe.
class FreeNames
{
public:
    /// Where @p file can go in @p folder: "oak.jpg", else "oak (2).jpg" and so on; a name that is free on
    /// disk and was not given out before. Error: NameTaken where there is none.
    Result<std::filesystem::path> next(const std::filesystem::path& file,
                                       const std::filesystem::path& folder);
    /// The name with a number: "oak (2).jpg"; 1 is the plain one.
    static std::filesystem::path numbered(const std::filesystem::path& file,
                                          const std::filesystem::path& folder, int number);

private:
    std::unordered_set<std::string> m_given;
    std::unordered_map<std::string, int> m_numbers; // the latest that was given out, by plain name
};

} // namespace cultivar
