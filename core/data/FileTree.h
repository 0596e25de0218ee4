// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Error.h"

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_set>
#include <vector>

struct stat;

namespace cultivar {

/// Every file below some folders, sorted into images and the rest by their first bytes, with no idea of
/// classes yet. Keeps names rather than paths: a million files take about 100 MB. Links are followed after
/// all real entries were seen, so a file counts where it lives, and each inode counts once, which also ends
/// loops.
class FileTree
{
public:
    using Progress = std::function<void(std::size_t files)>;

    struct Rejected
    {
        std::string name; // empty: the folder itself
        ErrorCode code = ErrorCode::UnsupportedImage;
        QString detail;
    };

    struct Folder
    {
        int parent = -1;
        std::string name; // the whole path where there is no parent
        bool isLitter = false;
        std::vector<std::string> images;
        std::vector<Rejected> rejected;
        std::vector<int> folders;
        std::size_t imageCount = 0; // here and below
    };

    FileTree(const CancelToken& cancel, Progress progress) : m_cancel(cancel), m_progress(std::move(progress))
    {
    }

    /// Walks one folder and returns its index, or adds one file to the folder without a name (index 0) and
    /// returns 0.
    int add(const std::string& path);
    /// Follows the links met so far, sorts naturally and counts. To be called once, after the last add().
    void finish();

    bool isCancelled() const { return m_cancel.isCancelled(); }
    const Folder& folder(int index) const { return m_folders[static_cast<std::size_t>(index)]; }
    Folder& folder(int index) { return m_folders[static_cast<std::size_t>(index)]; }
    std::string path(int index) const;
    std::string path(int index, const std::string& name) const { return joined(path(index), name); }
    /// The path of @p name in the folder with path @p parent; either may be empty.
    static std::string joined(const std::string& parent, const std::string& name);

private:
    struct Entry
    {
        int folder = 0;
        std::string name;
    };

    int addFolder(int parent, std::string name);
    void walk(int top);
    void readFolder(int index, std::vector<int>& found);
    void visit(int index, int descriptor, const char* name, std::vector<int>& found);
    void visitTarget(int index, int descriptor, const char* name, const struct stat& status,
                     std::vector<int>& found);
    void addFile(int index, int descriptor, const char* name, const struct stat& status);
    void reject(int index, std::string name, ErrorCode code, QString detail);
    bool isFirstVisit(const struct stat& status);
    void countFile();
    void sortNames(std::vector<std::string>& names) const;

    struct Inode
    {
        std::uint64_t device = 0, number = 0;
        bool operator==(const Inode&) const = default;
    };
    struct InodeHash
    {
        std::size_t operator()(const Inode& inode) const
        {
            return inode.number * 0x9e3779b97f4a7c15ULL ^ inode.device;
        }
    };

    CancelToken m_cancel;
    Progress m_progress;
    std::vector<Folder> m_folders{Folder{}}; // index 0: files that were added one by one
    std::vector<Entry> m_links;
    std::unordered_set<Inode, InodeHash> m_seen;
    std::size_t m_files = 0;
};

} // namespace cultivar
