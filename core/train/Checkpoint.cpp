// SPDX-FileCopyrightText: 2026 The Cultivar authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/Checkpoint_p.h"

#include "core/base/AtomicFile.h"
#include "core/base/Log.h"
#include "core/base/Paths.h"
#include "core/model/TensorBytes_p.h"
#include "core/weights/SafeTensors.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace cultivar {

namespace {

constexpr int kCheckpointFormat = 1;
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

/// Of names, shapes and values: a name that moved to other values is noticed too.
QByteArray hashOf(const NamedTensors& tensors)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const auto& [name, tensor] : tensors) {
        hash.addData(QByteArray::fromStdString(name));
        hash.addData(bytesOf(tensor));
    }
    return hash.result().toHex();
}

Result<Checkpoint> readOne(const std::filesystem::path& path)
{
    const auto damaged = [&](const QString& reason) {
        return failure(ErrorCode::DamagedCheckpoint, path, reason);
    };
    const auto file = SafeTensorsFile::open(path);
    if (!file)
        return file.error().code == ErrorCode::FileNotFound ? tl::unexpected(file.error())
                                                            : damaged(file.error().detail);
    const auto entry = file->metadata().find(kCheckpointKey);
    const QJsonObject json = entry == file->metadata().end()
                                 ? QJsonObject()
                                 : QJsonDocument::fromJson(QByteArray::fromStdString(entry->second)).object();
    if (json["format"].toInt() != kCheckpointFormat)
        return damaged(QStringLiteral("it is not a checkpoint of this version"));
    NamedTensors all;
    for (const TensorEntry& tensor : file->tensors()) {
        const torch::Tensor values = torch::empty(tensor.shape, scalarType(tensor.type));
        if (const auto read = file->read(tensor, static_cast<char*>(values.data_ptr())); !read)
            return damaged(read.error().detail);
        all.emplace_back(tensor.name, values);
    }
    if (hashOf(all) != json["sha256"].toString().toLatin1())
        return damaged(QStringLiteral("its values are not those that were written"));

    Checkpoint checkpoint;
    checkpoint.run = json["run"].toObject();
    checkpoint.phase = static_cast<Phase>(json["phase"].toInt());
    checkpoint.epochsInPhase = json["epochs_in_phase"].toInt();
    checkpoint.history = History::fromJson(json["history"].toArray());
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

} // namespace

Result<void> CheckpointFile::write(const Checkpoint& checkpoint) const
{
    const NamedTensors all = allOf(checkpoint);
    std::vector<TensorView> views;
    for (const auto& [name, tensor] : all)
        views.push_back(viewOf(name, tensor));
    const QJsonObject json{{"format", kCheckpointFormat},
                           {"run", checkpoint.run},
                           {"phase", static_cast<int>(checkpoint.phase)},
                           {"epochs_in_phase", checkpoint.epochsInPhase},
                           {"history", checkpoint.history.toJson()},
                           {"sha256", QString::fromLatin1(hashOf(all))}};
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
    auto newest = readOne(m_path);
    if (newest)
        return newest;
    auto older = readOne(previous());
    if (older && newest.error().code != ErrorCode::FileNotFound)
        qCWarning(logTrain) << "the newest checkpoint is damaged, the one before it is used:"
                            << displayPath(m_path) << newest.error().detail;
    if (older)
        return older;
    return newest.error().code == ErrorCode::FileNotFound ? older : newest;
}

void CheckpointFile::remove() const
{
    std::error_code ignored;
    std::filesystem::remove(m_path, ignored);
    std::filesystem::remove(previous(), ignored);
}

bool CheckpointFile::exists() const
{
    std::error_code error;
    return std::filesystem::exists(m_path, error) || std::filesystem::exists(previous(), error);
}

} // namespace cultivar
