// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"
#include "core/data/SortPlan.h"

#include <functional>
#include <memory>
#include <optional>

class QLockFile;

namespace cultivar {

/// A plan that is being carried out, was, or was cut off: copies or moves files, and takes that back. What is
/// about to happen is written to a journal first, in the app's own data; how far it came is read from the
/// files themselves. So a killed program loses and doubles nothing, and the sort can be finished or undone
/// later. One program at a time sorts into a folder. Any thread, one at a time.
class FileSort
{
public:
    struct Outcome
    {
        std::size_t done = 0;            // files that were placed, or taken back
        std::vector<SkippedFile> failed; // with reasons; the rest is done
        bool isCancelled = false;        // what was done by then stays, and can be undone
    };
    using Progress = std::function<void(std::size_t done, std::size_t total)>;

    /// Writes the journal. Errors: UnfinishedSort where an earlier one into the same folder was cut off,
    /// InUse where another program sorts into it, those of writing.
    static Result<FileSort> begin(const SortPlan& plan,
                                  const std::filesystem::path& journals = defaultFolder());
    /// The latest into @p target that is not undone.
    static std::optional<FileSort> latest(const std::filesystem::path& target,
                                          const std::filesystem::path& journals = defaultFolder());
    /// Those that were cut off and that no program works on.
    static std::vector<FileSort> unfinished(const std::filesystem::path& journals = defaultFolder());
    static std::filesystem::path defaultFolder();

    const std::filesystem::path& target() const { return m_target; }
    bool isMove() const { return m_isMove; }
    bool isUnfinished() const;
    std::size_t size() const { return m_files.size(); }

    /// Carries out what is left of it; nothing where it is not unfinished. Errors: InUse, FileNotFound where
    /// the target's disk is not there, those of writing the journal; a file that cannot be placed is none.
    Result<Outcome> carryOut(const CancelToken& cancel = {}, const Progress& progress = {});
    /// Takes everything back, and removes the folders that it made and that are empty then. What cannot be
    /// taken back now (a read-only folder, a full disk) can be later; what is gone or was changed is told
    /// and forgotten. Errors: as for carryOut().
    Result<Outcome> undo(const CancelToken& cancel = {}, const Progress& progress = {});

private:
    struct File
    {
        ItemPath from, to;
        FileMark mark;
    };

    static std::optional<FileSort> load(const std::filesystem::path& journal);
    Result<void> lock();
    Result<void> checkTarget() const;
    Result<void> save(const std::filesystem::path& journal) const;
    Result<void> settle();
    Result<void> place(const File& file, const CancelToken& cancel) const;
    Result<void> takeBack(const File& file, const CancelToken& cancel) const;

    std::filesystem::path m_journal; // the name that it has when nothing is left to do
    std::filesystem::path m_target;
    bool m_isMove = false;
    std::vector<ItemPath> m_madeFolders; // outer ones first
    std::vector<File> m_files;
    std::shared_ptr<QLockFile> m_lock;
};

} // namespace cultivar
