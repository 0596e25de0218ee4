// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/FreeNames.h"

#include "core/data/FileMark.h"

namespace cultivar {

namespace {

constexpr int kMostNames = 100'000;

} // namespace

Result<std::filesystem::path> FreeNames::next(const std::filesystem::path& file,
                                              const std::filesystem::path& folder)
{
    int& number = m_numbers[(folder / file.filename()).native()];
    while (number < kMostNames) {
        const auto path = numbered(file, folder, ++number);
        if (!FileMark::of(path) && m_given.insert(path.native()).second)
            return path;
    }
    return failure(ErrorCode::NameTaken, file, QStringLiteral("and so are all names like it"));
}

std::filesystem::path FreeNames::numbered(const std::filesystem::path& file,
                                          const std::filesystem::path& folder, int number)
{
    if (number == 1)
        return folder / file.filename();
    std::filesystem::path name = file.stem();
    name += " (" + std::to_string(number) + ")";
    name += file.extension();
    return folder / name;
}

} // namespace cultivar
