// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/train/History.h"
#include "core/train/OptimizerState_p.h"

#include <QJsonObject>
#include <QLockFile>

#include <chrono>
#include <memory>
#include <optional>

namespace cultivar {

/// What a killed run needs to go on as if nothing had happened; taken after an epoch.
struct Checkpoint
{
    QJsonObject run; // settings and images; a checkpoint of another run is of no use
    Phase phase = Phase::Head;
    int epochsInPhase = 0;   // finished ones
    History history;         // over all phases
    NamedTensors model;      // what can change in the run, as it is
    NamedTensors best;       // the same, of the best epoch
    NamedTensors optimizer;  // the phase's
    torch::Tensor generator; // state of torch's generator on the CPU

    std::optional<Error> newestDamage; // why this is the one before the newest
};

/// The file of a checkpoint: safetensors with a SHA-256 over all values, written atomically; the one before
/// it stays as `….previous`, for the case that the newest turns out damaged.
class CheckpointFile
{
public:
    explicit CheckpointFile(std::filesystem::path path) : m_path(std::move(path)) {}

    Result<void> write(const Checkpoint& checkpoint) const;
    /// The newest sound one. Errors: FileNotFound without any; DamagedCheckpoint when there is no sound one.
    Result<Checkpoint> read() const;
    /// The same without the tensors and without checking the values: what there is to say about it.
    Result<Checkpoint> readHead() const;
    /// Both generations.
    void remove() const;
    /// Makes room on a full disk: the newest alone stays.
    void removePrevious() const;
    bool exists() const;
    /// Keeps all others off this run as long as it lives, and no longer than this process does. Errors: InUse
    /// naming the process that has it; WriteFailed.
    Result<std::unique_ptr<QLockFile>> lock(std::chrono::milliseconds patience = {}) const;

private:
    enum class Extent { Head, All };
    static Result<Checkpoint> readOne(const std::filesystem::path& path, Extent extent);
    Result<Checkpoint> read(Extent extent) const;
    Result<void> keepPrevious() const;
    std::filesystem::path previous() const { return std::filesystem::path(m_path) += ".previous"; }

    std::filesystem::path m_path;
};

} // namespace cultivar
