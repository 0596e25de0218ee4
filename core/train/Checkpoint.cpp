// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/Checkpoint_p.h"

#include "core/base/AtomicFile.h"
#include "core/base/FileLock.h"
#include "core/base/Paths.h"
#include "core/model/TensorBytes_p.h"
#include "core/weights/SafeTensors.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace cultivar {

namespace {

constexpr int kCheckpointFormat = 2;
const std::string kCheckpointKey = "cultivar-checkpoint";
const std::string kModel = "model/", kBest = "best/", kOptimizer = "optimizer/", kGenerator = "generator";

NamedTensors allOf(const Checkpoint& checkpoint)
{
    NamedTensors all;
    const auto append = [&](const std::string& prefix, const NamedTensors& tensors) {
        for (const auto& [name, tensor] : tensors)
            all.emplace_back(prefix + name, tensor.detach().cpu().contiguous());
    };
    append(kModel, checkpoint.model);
    append(kBest, checkpoint.best);
    append(kOptimizer, checkpoint.optimizer);
    all.emplace_back(kGenerator, checkpoint.generator);
    return all;
}

/// Of the description, names and values: a name that moved to other values is noticed too.
QByteArray hashOf(const QJsonObject& description, const NamedTensors& tensors)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QJsonDocument(description).toJson(QJsonDocument::Compact));
    for (const auto& [name, tensor] : tensors) {
        hash.addData(QByteArray::fromStdString(name));
        hash.addData(bytesOf(tensor));
    }
    return hash.result().toHex();
}

} // namespace

Result<Checkpoint> CheckpointFile::readOne(const std::filesystem::path& path, Extent extent)
{
    const auto damaged = [&](const QString& reason) {
        return failure(ErrorCode::DamagedCheckpoint, path, reason);
    };
    const auto file = SafeTensorsFile::open(path);
    if (!file)
        return file.error().code == ErrorCode::FileNotFound ? tl::unexpected(file.error())
                                                            : damaged(file.error().detail);
    const auto entry = file->metadata().find(kCheckpointKey);
    QJsonObject json = entry == file->metadata().end()
                           ? QJsonObject()
                           : QJsonDocument::fromJson(QByteArray::fromStdString(entry->second)).object();
    if (json["format"].toInt() != kCheckpointFormat)
        return damaged(QStringLiteral("it is not a checkpoint of this version"));
    const QByteArray written = json.take("sha256").toString().toLatin1();
    Checkpoint checkpoint;
    checkpoint.run = json["run"].toObject();
    checkpoint.phase = static_cast<Phase>(json["phase"].toInt());
    checkpoint.epochsInPhase = json["epochs_in_phase"].toInt();
    checkpoint.history = History::fromJson(json["history"].toArray());
    if (extent == Extent::Head)
        return checkpoint;

    NamedTensors all;
    for (const TensorEntry& tensor : file->tensors()) {
        const torch::Tensor values = torch::empty(tensor.shape, scalarType(tensor.type));
        if (const auto read = file->read(tensor, static_cast<char*>(values.data_ptr())); !read)
            return damaged(read.error().detail);
        all.emplace_back(tensor.name, values);
    }
    if (hashOf(json, all) != written)
        return damaged(QStringLiteral("its values are not those that were written"));
    for (auto& [name, tensor] : all) {
        const auto take = [&](const std::string& prefix, NamedTensors& tensors) {
            if (name.rfind(prefix, 0) == 0)
                tensors.emplace_back(name.substr(prefix.size()), tensor);
        };
        take(kModel, checkpoint.model);
        take(kBest, checkpoint.best);
        take(kOptimizer, checkpoint.optimizer);
        if (name == kGenerator)
            checkpoint.generator = tensor;
    }
    return checkpoint;
}

Result<void> CheckpointFile::write(const Checkpoint& checkpoint) const
{
    const NamedTensors all = allOf(checkpoint);
    std::vector<TensorView> views;
    for (const auto& [name, tensor] : all)
        views.push_back(viewOf(name, tensor));
    QJsonObject json{{"format", kCheckpointFormat},
                     {"run", checkpoint.run},
                     {"phase", static_cast<int>(checkpoint.phase)},
                     {"epochs_in_phase", checkpoint.epochsInPhase},
                     {"history", checkpoint.history.toJson()}};
    json["sha256"] = QString::fromLatin1(hashOf(json, all));
    if (const auto kept = keepPrevious(); !kept)
        return kept;
    return writeSafeTensors(
        m_path, views, {{kCheckpointKey, QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString()}});
}

/// The newest keeps its place all the while: a crash loses at most the epoch under way.
Result<void> CheckpointFile::keepPrevious() const
{
    std::error_code error;
    if (!std::filesystem::exists(m_path, error))
        return {};
    std::filesystem::remove(previous(), error);
    std::filesystem::create_hard_link(m_path, previous(), error);
    return error ? AtomicFile::copy(m_path, previous()) : Result<void>(); // not every disk knows links
}

Result<Checkpoint> CheckpointFile::read() const
{
    return read(Extent::All);
}

Result<Checkpoint> CheckpointFile::readHead() const
{
    return read(Extent::Head);
}

Result<Checkpoint> CheckpointFile::read(Extent extent) const
{
    auto newest = readOne(m_path, extent);
    if (newest)
        return newest;
    auto older = readOne(previous(), extent);
    const bool isNewestMissing = newest.error().code == ErrorCode::FileNotFound;
    if (!older)
        return isNewestMissing ? older : newest;
    if (!isNewestMissing)
        older->newestDamage = Error{ErrorCode::OlderCheckpoint, m_path, newest.error().detail};
    return older;
}

/// The newest goes last: what is left after a crash in between is a whole checkpoint.
void CheckpointFile::remove() const
{
    std::error_code ignored;
    std::filesystem::remove(previous(), ignored);
    std::filesystem::remove(m_path, ignored);
}

void CheckpointFile::removePrevious() const
{
    std::error_code ignored;
    if (std::filesystem::exists(m_path, ignored))
        std::filesystem::remove(previous(), ignored);
}

Result<std::unique_ptr<QLockFile>> CheckpointFile::lock(std::chrono::milliseconds patience) const
{
    return lockFor(m_path, std::filesystem::path(m_path) += ".lock", patience);
}

bool CheckpointFile::exists() const
{
    std::error_code error;
    return std::filesystem::exists(m_path, error) || std::filesystem::exists(previous(), error);
}

} // namespace cultivar
