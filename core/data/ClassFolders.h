// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

#include <map>
#include <optional>
#include <string>

namespace cultivar {

/// Where the class folders of a dataset lie on disk. A value; any thread.
class ClassFolders
{
public:
    explicit ClassFolders(const Dataset& dataset);

    /// How many folders lie between the dataset's folder and the class folders; nothing where that is not the
    /// same for all items.
    std::optional<std::size_t> depth() const { return m_depth; }

    /// The folder of class @p label in the part of the split that @p file lies in. It may not exist yet.
    /// Errors: LabelMismatch where there is no such place.
    Result<std::filesystem::path> folderFor(const std::filesystem::path& file, int label) const;

    /// The folder of class @p className for pictures from elsewhere: among those to train with, where the
    /// dataset is divided. It may not exist yet, nor the class. Errors: LabelMismatch; InvalidSetting where
    /// the name is empty.
    Result<std::filesystem::path> folderFor(const QString& className, const Dataset& dataset) const;

    /// The names of the folders between @p root and @p file.
    static std::vector<std::string> foldersOf(const std::filesystem::path& root,
                                              const std::filesystem::path& file);

private:
    std::filesystem::path m_root;
    std::optional<std::size_t> m_depth;
    std::map<int, std::string> m_names; // as on disk, by label
};

} // namespace cultivar
