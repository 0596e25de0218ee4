// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ClassFolders.h"

#include "core/base/Paths.h"
#include "core/data/FolderNames.h"

#include <algorithm>

namespace cultivar {

ClassFolders::ClassFolders(const Dataset& dataset) : m_root(dataset.root)
{
    // A single folder may have the name of a class as well, so it is the first depth at which every item has
    // that of its own.
    std::vector<bool> isPossible;
    for (std::size_t index = 0; index < dataset.items.size(); ++index) {
        const DatasetItem& item = dataset.items[index];
        const auto parts = foldersOf(dataset.root, item.path);
        isPossible.resize(index == 0 ? parts.size() : std::min(isPossible.size(), parts.size()), true);
        for (std::size_t depth = 0; depth < isPossible.size(); ++depth)
            isPossible[depth] = isPossible[depth] && displayPath(parts[depth]) == dataset.classes[item.label];
    }
    const auto found = std::find(isPossible.begin(), isPossible.end(), true);
    if (found == isPossible.end())
        return;
    m_depth = static_cast<std::size_t>(found - isPossible.begin());
    for (const DatasetItem& item : dataset.items) {
        if (!m_names.contains(item.label))
            m_names[item.label] = foldersOf(dataset.root, item.path)[*m_depth];
    }
}

Result<std::filesystem::path> ClassFolders::folderFor(const std::filesystem::path& file, int label) const
{
    const auto name = m_names.find(label);
    const auto parts = foldersOf(m_root, file);
    if (!m_depth || name == m_names.end() || parts.size() <= *m_depth)
        return failure(ErrorCode::LabelMismatch, file, QStringLiteral("it lies outside the class folders"));
    std::filesystem::path folder = m_root;
    for (std::size_t depth = 0; depth < *m_depth; ++depth)
        folder /= parts[depth];
    return folder / name->second;
}

Result<std::filesystem::path> ClassFolders::folderFor(const QString& className, const Dataset& dataset) const
{
    if (className.trimmed().isEmpty())
        return failure(ErrorCode::InvalidSetting, {}, QStringLiteral("a class needs a name"));
    const auto& items = dataset.items;
    const auto isForTraining = [](const DatasetItem& item) { return item.subset == Subset::Train; };
    const auto like = std::find_if(items.begin(), items.end(), isForTraining);
    if (!m_depth || items.empty())
        return failure(ErrorCode::LabelMismatch, m_root);
    const auto parts = foldersOf(m_root, like == items.end() ? items.front().path : like->path);
    std::filesystem::path folder = m_root;
    for (std::size_t depth = 0; depth < *m_depth; ++depth)
        folder /= parts[depth];
    const auto name = m_names.find(static_cast<int>(dataset.classes.indexOf(className)));
    return folder / (name == m_names.end() ? safeFolderName(className) : name->second);
}

std::vector<std::string> ClassFolders::foldersOf(const std::filesystem::path& root,
                                                 const std::filesystem::path& file)
{
    std::vector<std::string> parts;
    for (const auto& part : file.lexically_relative(root).parent_path())
        parts.push_back(part.native());
    return parts;
}

} // namespace cultivar
