// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <filesystem>
#include <string>

namespace cultivar {

/// The path as Qt's file classes take it. File names that are not UTF-8 do not survive this; reading users'
/// images goes through std::filesystem::path for that reason.
QString toQString(const std::filesystem::path& path);
std::filesystem::path toPath(const QString& text);

/// The path for people, logs and JSON: valid Unicode on one line; other bytes and control characters are
/// shown as \xNN.
QString displayPath(const std::filesystem::path& path);

/// The path as text that gives back the same bytes, for JSON: what is not plain ASCII is percent-encoded.
QString encodedPath(const std::filesystem::path& path);
std::filesystem::path decodedPath(const QString& text);

/// A name for what the app remembers about @p folder: the same for every way to write its path.
std::string folderKey(const std::filesystem::path& folder);

} // namespace cultivar
