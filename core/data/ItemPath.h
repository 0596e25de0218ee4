// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace cultivar {

/// A path as one string. std::filesystem::path keeps a list of its parts beside it: some hundreds of bytes
/// that each of a million images can do without. Converts to and from it.
class ItemPath
{
public:
    ItemPath() = default;
    ItemPath(std::string native) : m_native(std::move(native)) {}
    ItemPath(const char* native) : m_native(native) {}
    ItemPath(const std::filesystem::path& path) : m_native(path.native()) {}

    operator std::filesystem::path() const { return m_native; }
    const std::string& native() const { return m_native; }

    std::filesystem::path filename() const { return std::filesystem::path(m_native).filename(); }
    std::filesystem::path parent_path() const { return std::filesystem::path(m_native).parent_path(); }
    std::filesystem::path lexically_relative(const std::filesystem::path& base) const
    {
        return std::filesystem::path(m_native).lexically_relative(base);
    }

    friend bool operator==(const ItemPath& a, const ItemPath& b) { return a.m_native == b.m_native; }
    friend bool operator==(const ItemPath& a, const std::filesystem::path& b)
    {
        return a.m_native == b.native();
    }

private:
    std::string m_native;
};

} // namespace cultivar
