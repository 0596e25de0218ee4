// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/data/ChangeList.h"
#include "core/data/Dataset.h"
#include "core/data/FolderScanner.h"

#include <functional>
#include <memory>

class QLockFile;

namespace cultivar {

/// What the user has decided about the images of one dataset: which are excluded, which were moved to another
/// class, and which were added, newest last, so that it can be undone. Kept in a file of the app's own, never
/// in the dataset's folder; written before files are moved, so that a killed program can still undo. Two
/// programs may work on one list. Not thread-safe.
class DatasetChanges
{
public:
    using Paths = std::vector<std::filesystem::path>;

    /// Never fails: a damaged list is put aside as ….damaged, and an empty one takes its place.
    explicit DatasetChanges(const std::filesystem::path& root,
                            const std::filesystem::path& folder = defaultFolder());

    /// As paths below the dataset's folder.
    Paths excluded() const;
    /// What has become of an image that lay somewhere at some time.
    struct Fate
    {
        std::filesystem::path place; // where it lies now
        bool isExcluded = false;

        bool operator==(const Fate&) const = default;
    };
    /// One for each of @p files, as far as moves are remembered.
    std::vector<Fate> fatesOf(const Paths& files) const;
    bool canUndo() const { return !m_list.steps.empty(); }
    bool canUndoAdded() const;
    /// Added images that no finished training has seen.
    std::size_t waiting() const;

    /// Moves what is excluded to the skipped files, and forgets classes that have nothing else.
    void applyTo(Dataset& dataset) const;

    /// Each gives the files that it could not deal with, with reasons; the rest is done. Errors: the list
    /// cannot be written, and nothing was changed.
    using Outcome = Result<std::vector<SkippedFile>>;
    Outcome exclude(const Paths& files);
    Outcome include(const Paths& files);
    /// Into the folder of class @p label beside their own; @p dataset says where the folders are.
    Outcome move(const Paths& files, int label, const Dataset& dataset);
    /// Copies a picture from elsewhere into class @p className, which may be a new one. Nothing where the
    /// class has the very picture; where it was added to another class before, that is taken back. Errors:
    /// OtherClass where the dataset has the picture in another class, LabelMismatch where it has no class
    /// folders, those of FileCopy.
    Outcome add(const std::filesystem::path& file, const QString& className, const Dataset& dataset);
    /// Takes the newest addition back. Errors: those of FileCopy::takeBack, and it is forgotten.
    Outcome undoAdded();
    /// @p dataset has been trained on: what was added to it is waiting no longer.
    Result<void> noteTrained(const Dataset& dataset);
    /// Takes the newest step back. What cannot be taken back is told and forgotten.
    Outcome undo();

    static std::filesystem::path defaultFolder();
    std::filesystem::path file() const { return m_file; }

private:
    using Kind = ChangeList::Kind;
    using Step = ChangeList::Step;

    std::unique_ptr<QLockFile> locked();
    void load() { m_list = ChangeList::load(m_file); }
    Result<void> save() const { return m_list.save(m_file, m_root); }
    Result<void> begin(Step step);
    Outcome setExcluded(const Paths& files, Kind kind);
    std::vector<FileMove> planned(const Paths& files, int label, const Dataset& dataset,
                                  std::vector<SkippedFile>& failed);
    Result<bool> dropOtherwiseAdded(const std::filesystem::path& file, const std::filesystem::path& folder);
    Result<bool> has(const std::filesystem::path& file, const QString& className,
                     const Dataset& dataset) const;
    Outcome undoLatest(const std::function<bool(const Step&)>& isMeant);
    std::vector<SkippedFile> takeBackAt(std::size_t index);
    void mark(const std::vector<std::string>& files, bool isExcluded);
    std::string relative(const ItemPath& file) const;

    std::filesystem::path m_root; // as it was given: items lie below it
    std::filesystem::path m_file;
    ChangeList m_list;
};

/// FolderScanner::scan, without what the user has excluded in the window. Errors: also NoImages where all is.
Result<Dataset> scanDataset(const std::filesystem::path& root, const CancelToken& cancel = {},
                            const FolderScanner::Progress& progress = {});

} // namespace cultivar
