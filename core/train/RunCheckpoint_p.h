// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/train/Checkpoint_p.h"
#include "core/train/Trainer.h"

#include <QLockFile>

#include <functional>
#include <memory>

namespace cultivar {

/// The checkpoint of one run: keeps others away from it, writes it, finds what a killed run left, and waits
/// where the disk is full. One thread.
class RunCheckpoint
{
public:
    /// @p identity: what must be the same for a checkpoint to be of use.
    RunCheckpoint(const std::filesystem::path& file, QJsonObject identity, const CancelToken& cancel,
                  TrainingObserver& observer);

    /// Errors: those of CheckpointFile::lock().
    Result<void> lock();
    /// What a killed run with the same identity left, or nothing. Error: DamagedCheckpoint.
    Result<std::optional<Checkpoint>> find() const;
    /// A cancelled write is no error: the model still wants to be saved.
    Result<void> write(const Checkpoint& taken);
    void remove() { m_file.remove(); }

    /// A full disk costs no work: says so, and tries again until it has gone well or the run is cancelled.
    Result<void> whenThereIsSpace(const std::function<Result<void>()>& write);

private:
    bool isOfThisRun(const Checkpoint& checkpoint) const;

    std::filesystem::path m_path;
    CheckpointFile m_file;
    QJsonObject m_identity;
    CancelToken m_cancel;
    TrainingObserver& m_observer;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace cultivar
