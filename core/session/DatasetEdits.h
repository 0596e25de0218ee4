// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DatasetChanges.h"
#include "core/data/DatasetHealth.h"
#include "core/data/Image.h"
#include "core/jobs/ChangeJob.h"
#include "core/jobs/JobRunner.h"

namespace cultivar {

class HealthJob;

/// The part of Session that looks after the open dataset: what its check found, which images the user keeps
/// out, and the files that were moved or added. Beside whatever else runs, on two threads of its own. GUI
/// thread;
/// @p dataset is Session's.
class DatasetEdits : public QObject
{
    Q_OBJECT

public:
    using Paths = DatasetChanges::Paths;
    /// Larger datasets are checked only when the user asks.
    static constexpr std::size_t kCheckedUnasked = 20'000;

    explicit DatasetEdits(const std::optional<Dataset>& dataset) : m_dataset(dataset) {}

    /// A dataset was opened, or scanned anew after a change: starts the check.
    void onDatasetChanged();
    /// The check waits while the machine is needed for something else.
    void setPaused(bool isPaused);

    /// What the last check of this folder found; nothing before the first has ended.
    const std::optional<DatasetHealth>& health() const { return m_health; }
    bool isChecking() const { return m_check != nullptr; }
    Paths excluded() const;
    /// What has become of @p files of this dataset: all as they were where nothing is open.
    std::vector<DatasetChanges::Fate> fatesOf(const Paths& files) const;
    bool canUndo() const;
    bool canUndoAdded() const;
    /// Added images that no finished training has seen.
    int waiting() const;
    bool isChanging() const { return m_isChanging; }

    void check();
    /// One change at a time; changed() or failed() follows, and the folder is to be scanned anew.
    void exclude(const Paths& files);
    void include(const Paths& files);
    void move(const Paths& files, int label);
    void undo();
    void add(const std::filesystem::path& file, const QString& className);
    void undoAdded();
    /// Reads the list of changes again, after something else has written it.
    void reload();

    /// pictureReady() follows for each.
    void showPictures(const Paths& files);

Q_SIGNALS:
    void checkProgress(int done, int total);
    void checkChanged(); // started, ended or given up
    void changingChanged();
    void changed(const std::vector<cultivar::SkippedFile>& failed);
    void failed(const cultivar::Error& error);
    void pictureReady(const std::filesystem::path& file, const cultivar::Image& picture);

private:
    void change(ChangeJob::Change change);

    const std::optional<Dataset>& m_dataset;
    std::optional<DatasetChanges> m_changes;
    std::optional<DatasetHealth> m_health;
    std::filesystem::path m_checkedRoot;
    std::shared_ptr<PictureLooks> m_looks;
    HealthJob* m_check = nullptr; // the latest, until it has finished
    bool m_isPaused = false;
    bool m_isChanging = false;
    JobRunner m_checkRunner, m_fileRunner;
};

} // namespace cultivar
